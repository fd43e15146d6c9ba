package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.signin.Ending;
import org.schoolgate.signin.SessionId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignInAccess;
import org.schoolgate.signin.SignIns;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Helping others to sign in. */
@Controller
class AccountsController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final SignIns signIns;
    private final ClassSignIns classes;
    private final Clock clock;

    AccountsController(Accounts accounts, Sessions sessions, SignIns signIns, ClassSignIns classes, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIns = signIns;
        this.classes = classes;
        this.clock = clock;
    }

    @GetMapping("/accounts")
    String index(Actor actor, Model model) {
        model.addAttribute("holders", accounts.helpedBy(actor));
        model.addAttribute(
                "classes",
                SignInAccess.ACCESS.allows(actor, SignInAccess.Operation.CLASS_CARDS)
                        ? classes.classesOf(actor)
                        : List.of());
        model.addAttribute("mayOpen", SignInAccess.ACCESS.allows(actor, SignInAccess.Operation.OPEN_ACCOUNTS));
        model.addAttribute("now", clock.instant());
        return "signin/web/accounts";
    }

    @GetMapping("/accounts/{person}")
    String show(Actor actor, @PathVariable UUID person, Model model) {
        return page(actor, new PersonId(person), null, model);
    }

    /** A new password, shown once, on the answer itself and nowhere else. */
    @PostMapping("/accounts/{person}/reset")
    String reset(Actor actor, @PathVariable UUID person, Model model) {
        return page(actor, new PersonId(person), accounts.reset(actor, new PersonId(person)), model);
    }

    @PostMapping("/accounts/{person}/sessions/{id}/end")
    String end(Actor actor, @PathVariable UUID person, @PathVariable UUID id, RedirectAttributes after) {
        sessions.end(actor, new SessionId(id), Ending.ENDED_BY_STAFF);
        after.addFlashAttribute(Notice.FLASH, Notice.done(say("signin.mine.ended")));
        return "redirect:/accounts/" + person;
    }

    private String page(Actor actor, PersonId person, Accounts.@Nullable Reset reset, Model model) {
        var who = signIns.find(actor.school(), person).orElseThrow(() -> new NotFound("person " + person));
        model.addAttribute("who", who);
        model.addAttribute("account", accounts.find(actor, person).orElseThrow(() -> new NotFound("account")));
        model.addAttribute("mayHelp", accounts.mayHelp(actor, person));
        model.addAttribute("helpsOthers", SignInAccess.ACCESS.allows(actor, SignInAccess.Operation.RESET_PUPIL));
        model.addAttribute(
                "sessions",
                SignInAccess.ACCESS.allows(actor, SignInAccess.Operation.SEE_SIGN_INS)
                        ? sessions.recent(actor, person)
                        : null);
        model.addAttribute("reset", reset);
        model.addAttribute("now", clock.instant());
        return "signin/web/account";
    }
}
