package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Passphrases;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.SessionId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Choosing one's own password: because it is time to, or by a link. */
@Controller
class PasswordController {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Accounts accounts;
    private final Sessions sessions;
    private final OneTimeLinks links;

    PasswordController(Accounts accounts, Sessions sessions, OneTimeLinks links) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.links = links;
    }

    @GetMapping("/password")
    String form(SignedIn reader, Model model) {
        var self = self(reader);
        return sessions.isFresh(reader, FRESH)
                ? page("/password", self, Problems.none(), model)
                : "redirect:/sign-in/locked?to=/password";
    }

    @PostMapping("/password")
    String create(
            SignedIn reader,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            HttpServletResponse response,
            RedirectAttributes after,
            Model model) {
        var self = self(reader);
        if (!sessions.isFresh(reader, FRESH)) {
            return "redirect:/sign-in/locked?to=/password";
        }
        var here = reader.session().map(Session::id).orElse(null);
        var problems = problems(self, password, again, here);
        return problems.any() ? refused("/password", self, problems, response, model) : done("/", after);
    }

    @GetMapping("/set-password")
    String formByLink(SignedIn reader, Model model) {
        return page("/set-password", visitor(reader), Problems.none(), model);
    }

    @PostMapping("/set-password")
    String createByLink(
            SignedIn reader,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            HttpServletResponse response,
            Model model) {
        var self = visitor(reader);
        var problems = problems(self, password, again, null);
        if (problems.any()) {
            return refused("/set-password", self, problems, response, model);
        }
        if (reader.entry() instanceof Entry.ByLink(var visit)) {
            links.useUp(self, visit.link());
        }
        return "redirect:/sign-in?set";
    }

    private Problems problems(Actor.Somebody self, String password, String again, @Nullable SessionId here) {
        if (!password.equals(again)) {
            return Problems.of("again", say("signin.password.differs"));
        }
        return switch (accounts.choose(self, password, here)) {
            case Accounts.Choice.Chosen() -> Problems.none();
            case Accounts.Choice.NotGoodEnough(var why, int least) ->
                Problems.of(
                        "password", say("signin.password.fault." + why.name().toLowerCase(Locale.ROOT), least));
        };
    }

    private static String done(String to, RedirectAttributes after) {
        after.addFlashAttribute(Notice.FLASH, Notice.done(say("signin.password.done")));
        return "redirect:" + to;
    }

    private String refused(
            String action, Actor.Somebody self, Problems problems, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(action, self, problems, model);
    }

    private String page(String action, Actor.Somebody self, Problems problems, Model model) {
        var account = accounts.mine(self);
        model.addAttribute("action", action);
        model.addAttribute("account", account);
        model.addAttribute("least", accounts.leastLength(self));
        model.addAttribute("pupil", self.phase() != null);
        model.addAttribute("suggestion", self.phase() == null ? null : Passphrases.suggest());
        model.addAttribute("problems", problems);
        return "signin/web/password";
    }

    private static Actor.Somebody self(SignedIn reader) {
        if (reader.actor() instanceof Actor.Somebody self) {
            return self;
        }
        throw new NotFound("account");
    }

    /** Whoever came by the link that sets a password, and nobody else. */
    private static Actor.Somebody visitor(SignedIn reader) {
        if (reader.entry() instanceof Entry.ByLink(var visit)
                && visit.purpose().equals(Accounts.SET_PASSWORD)
                && reader.actor() instanceof Actor.Somebody self) {
            return self;
        }
        throw new NotFound("link to set a password");
    }
}
