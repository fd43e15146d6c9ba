package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.schoolgate.signin.SignIns;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asking for a letter with a link: adults who forgot a password, parents who have no link at hand. */
@Controller
class LetterController {
    private final SignIns signIns;

    LetterController(SignIns signIns) {
        this.signIns = signIns;
    }

    @GetMapping("/sign-in/forgotten")
    String forgotten(Model model) {
        return page("forgotten", "", false, Problems.none(), model);
    }

    @PostMapping("/sign-in/forgotten")
    String forgotten(
            @RequestParam(defaultValue = "") String address,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!address.contains("@")) {
            return again("forgotten", address, response, model);
        }
        signIns.forgotten(address, Browser.where(request, response));
        return page("forgotten", address, true, Problems.none(), model);
    }

    @GetMapping("/sign-in/parents")
    String parents(Model model) {
        return page("parents", "", false, Problems.none(), model);
    }

    @PostMapping("/sign-in/parents")
    String parents(
            @RequestParam(defaultValue = "") String address,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!address.contains("@")) {
            return again("parents", address, response, model);
        }
        signIns.parentLink(address, Browser.where(request, response));
        return page("parents", address, true, Problems.none(), model);
    }

    private static String again(String which, String address, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(which, address, false, Problems.of("address", say("signin.letter.address-missing")), model);
    }

    private static String page(String which, String address, boolean sent, Problems problems, Model model) {
        model.addAttribute("which", which);
        model.addAttribute("address", address);
        model.addAttribute("sent", sent);
        model.addAttribute("problems", problems);
        return "signin/web/letter";
    }
}
