package org.schoolgate.messages.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.schoolgate.messages.HostCookie;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Opening;
import org.schoolgate.messages.VisitCookie;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** A one-time link in a browser: the look, which does nothing, and the press of its button. */
@Controller
class LinkController {
    private static final HostCookie COOKIE = VisitCookie.COOKIE;

    private final OneTimeLinks links;
    private final Schools schools;
    private final Knocks knocks;

    LinkController(OneTimeLinks links, Schools schools, Knocks knocks) {
        this.links = links;
        this.schools = schools;
        this.knocks = knocks;
    }

    @GetMapping("/s/{token}")
    String show(
            @RequestAttribute(LinkTokenMask.TOKEN) LinkTokenMask.Token token,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return page(token, null, request, response, model);
    }

    @PostMapping("/s/{token}")
    String open(
            @RequestAttribute(LinkTokenMask.TOKEN) LinkTokenMask.Token token,
            @RequestParam(defaultValue = "") String fact,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (links.open(token.value(), fact, request.getRemoteAddr())) {
            case Opening.Welcome(var _, var secret, var path) -> {
                COOKIE.write(request, response, secret);
                yield "redirect:" + path;
            }
            case Opening.NotThat(int left) ->
                page(token, Problems.of("fact", say("messages.link.not-that", left)), request, response, model);
            case Opening.Gone() -> page(token, null, request, response, model);
        };
    }

    private String page(
            LinkTokenMask.Token token,
            @Nullable Problems problems,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        response.setHeader("Cache-Control", "no-store");
        var look = links.look(token.value());
        if (look.isEmpty()) {
            var status =
                    knocks.isTooMany(request.getRemoteAddr()) ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND;
            response.setStatus(status.value());
            return "messages/web/gone";
        }
        if (problems != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        model.addAttribute("token", token);
        model.addAttribute(
                "school", schools.find(look.get().school()).map(School::name).orElse(""));
        model.addAttribute("question", look.get().question().orElse(null));
        model.addAttribute("problems", problems == null ? Problems.none() : problems);
        return "messages/web/link";
    }
}
