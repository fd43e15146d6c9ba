package org.schoolgate.cases.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseExports;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Taken;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A case that goes out of the house, once whoever takes it has shown again who they are. */
@Controller
class ExportController {
    static final Duration FRESH = Duration.ofMinutes(10);

    private final CaseExports exports;
    private final CaseBundle bundle;
    private final Sessions sessions;

    ExportController(CaseExports exports, CaseBundle bundle, Sessions sessions) {
        this.exports = exports;
        this.bundle = bundle;
        this.sessions = sessions;
    }

    @GetMapping("/cases/{id}/export")
    ModelAndView form(Actor.Somebody actor, SignedIn reader, @PathVariable CaseId id) {
        var desk = exports.desk(actor, id);
        return sessions.isFresh(reader, FRESH) ? page(desk, ExportForm.empty(), Problems.none()) : whoAreYou(id);
    }

    @PostMapping("/cases/{id}/export")
    @Nullable
    ModelAndView create(
            Actor.Somebody actor,
            SignedIn reader,
            @PathVariable CaseId id,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String recipient,
            @RequestParam(defaultValue = "") String child,
            @RequestParam(required = false) @Nullable List<String> files,
            HttpServletResponse response)
            throws IOException {
        var desk = exports.desk(actor, id);
        if (!sessions.isFresh(reader, FRESH)) {
            return whoAreYou(id);
        }
        var form = new ExportForm(purpose, recipient, child, files == null ? List.of() : files);
        var problems = form.problems();
        if (problems.any()) {
            return page(desk, form, problems);
        }
        return switch (exports.take(actor, id, form.wish())) {
            case CaseExports.Outcome.NotLikeThat(var wrong) -> page(desk, form, wrong);
            case CaseExports.Outcome.Goes(var taken) -> {
                send(taken, response);
                yield null;
            }
        };
    }

    private void send(Taken taken, HttpServletResponse response) throws IOException {
        head(CaseBundle.fileName(taken), response);
        bundle.write(taken, response.getOutputStream());
    }

    static void head(String name, HttpServletResponse response) {
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
        response.setHeader("Cache-Control", "no-store");
    }

    private static ModelAndView whoAreYou(CaseId id) {
        return new ModelAndView("redirect:/sign-in/locked?to=/cases/" + id + "/export");
    }

    private static ModelAndView page(CaseExports.Desk desk, ExportForm form, Problems problems) {
        return new ModelAndView("cases/web/export", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("desk", desk)
                .addObject("form", form)
                .addObject("problems", problems);
    }
}
