package org.schoolgate.messages.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.schoolgate.messages.OneTimeLink;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the code of a letter on paper is typed. It leads to the link's own page, which asks what is asked there. */
@Controller
class CodeController {
    private final OneTimeLinks links;
    private final Knocks knocks;

    CodeController(OneTimeLinks links, Knocks knocks) {
        this.links = links;
        this.knocks = knocks;
    }

    @GetMapping("/code")
    String form(Model model) {
        model.addAttribute("problems", Problems.none());
        return "messages/web/code";
    }

    @PostMapping("/code")
    String open(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var token = OneTimeLink.typed(code);
        if (links.look(token).isPresent()) {
            return "redirect:/s/" + token;
        }
        var status = knocks.isTooMany(request.getRemoteAddr())
                ? HttpStatus.TOO_MANY_REQUESTS
                : HttpStatus.UNPROCESSABLE_CONTENT;
        response.setStatus(status.value());
        model.addAttribute("problems", Problems.of("code", say("messages.code.unknown")));
        return "messages/web/code";
    }
}
