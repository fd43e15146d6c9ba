package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.Ending;
import org.schoolgate.signin.SessionId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignIns;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: the latest sign-ins, and what to do when somebody knows a password. */
@Controller
class MyAccountController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final SignIns signIns;
    private final Clock clock;

    MyAccountController(Accounts accounts, Sessions sessions, SignIns signIns, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIns = signIns;
        this.clock = clock;
    }

    @GetMapping("/my-account")
    String show(SignedIn reader, Model model) {
        var self = self(reader);
        model.addAttribute("account", accounts.mine(self));
        model.addAttribute("sessions", sessions.recent(self, self.person()));
        model.addAttribute("here", reader.session().orElse(null));
        model.addAttribute("remind", accounts.remind(self));
        model.addAttribute("now", clock.instant());
        return "signin/web/myAccount";
    }

    /** Somebody knows my password. */
    @PostMapping("/my-account/known")
    String known(SignedIn reader, RedirectAttributes after) {
        var self = self(reader);
        accounts.knownByOthers(self, reader.session().orElse(null));
        after.addFlashAttribute(Notice.FLASH, Notice.done(say("signin.mine.told")));
        return "redirect:/password";
    }

    /** That was not me, or I left it open. */
    @PostMapping("/my-account/sessions/{id}/end")
    String end(SignedIn reader, @PathVariable UUID id, RedirectAttributes after) {
        sessions.end(self(reader), new SessionId(id), Ending.SIGNED_OUT);
        after.addFlashAttribute(Notice.FLASH, Notice.done(say("signin.mine.ended")));
        return "redirect:/my-account";
    }

    @GetMapping("/found-password")
    String found(SignedIn reader, Model model) {
        return found(self(reader), Problems.none(), model);
    }

    /** I found out somebody's password. */
    @PostMapping("/found-password")
    String found(
            SignedIn reader,
            @RequestParam(defaultValue = "") String whose,
            HttpServletResponse response,
            RedirectAttributes after,
            Model model) {
        var self = self(reader);
        var owner = classmates(self).stream()
                .filter(one -> one.value().equals(whose))
                .findFirst();
        if (owner.isEmpty() || !signIns.mayReport(self)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            var sentence = say(owner.isEmpty() ? "signin.found.choose" : "signin.found.enough");
            return found(self, Problems.of("whose", sentence), model);
        }
        accounts.foundOut(self, PersonId.of(whose));
        after.addFlashAttribute(Notice.FLASH, Notice.done(say("signin.found.thanks")));
        return "redirect:/my-account";
    }

    private String found(Actor.Somebody self, Problems problems, Model model) {
        model.addAttribute("classmates", classmates(self));
        model.addAttribute("problems", problems);
        return "signin/web/foundPassword";
    }

    private List<Option> classmates(Actor.Somebody self) {
        return accounts.classmates(self).stream()
                .map(one -> Option.of(one.person().toString(), one.name()))
                .toList();
    }

    private static Actor.Somebody self(SignedIn reader) {
        if (reader.actor() instanceof Actor.Somebody self) {
            return self;
        }
        throw new NotFound("account");
    }
}
