package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Transfer;
import org.schoolgate.cases.Transfers;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Visit;
import org.schoolgate.messages.VisitCookie;
import org.schoolgate.signin.PublicPaths;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What the next school sees of a file that waits for it: a question for the words that they were told, and then whose it is,
 * the folder, and a receipt to sign.
 */
@Controller
class HandoverController {
    private final Transfers transfers;
    private final CaseBundle bundle;
    private final OneTimeLinks links;
    private final Schools schools;
    private final ConcernLimits limits;

    HandoverController(
            Transfers transfers, CaseBundle bundle, OneTimeLinks links, Schools schools, ConcernLimits limits) {
        this.transfers = transfers;
        this.bundle = bundle;
        this.links = links;
        this.schools = schools;
        this.limits = limits;
    }

    @GetMapping("/handover")
    ModelAndView show(HttpServletRequest request) {
        return found(request).map(found -> page(found, Problems.none())).orElseGet(HandoverController::gone);
    }

    @PostMapping("/handover/words")
    ModelAndView open(@RequestParam(defaultValue = "") String words, HttpServletRequest request) {
        var found = found(request);
        if (found.isEmpty()) {
            return gone();
        }
        if (words.isBlank()) {
            return page(found.get(), Problems.of("words", say("cases.handover.no-words")));
        }
        if (!limits.mayTry(request.getRemoteAddr())) {
            var later = page(found.get(), Problems.of("words", say("cases.concern.code.later")));
            later.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return later;
        }
        var visit = found.get().visit();
        var tried = Tenants.within(visit.school(), () -> transfers.open(visit, words));
        if (tried instanceof Transfers.Tried.Open) {
            return new ModelAndView("redirect:/handover");
        }
        limits.wrong(request.getRemoteAddr());
        return found(request)
                .map(now -> page(
                        now,
                        tried instanceof Transfers.Tried.NotThat(var left)
                                ? Problems.of("words", say("cases.handover.not-that", left))
                                : Problems.none()))
                .orElseGet(HandoverController::gone);
    }

    @PostMapping("/handover/folder")
    @Nullable
    ModelAndView fetch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var found = found(request);
        if (found.isEmpty()) {
            return gone();
        }
        if (!found.get().isOpen()) {
            return page(found.get(), Problems.none());
        }
        var visit = found.get().visit();
        var parcel = Tenants.within(visit.school(), () -> transfers.fetch(visit));
        var alone = parcel.transfer().isParcel() ? null : parcel.cases().getFirst();
        ExportController.head(alone == null ? CaseBundle.fileName(parcel) : CaseBundle.fileName(alone), response);
        var out = response.getOutputStream();
        Tenants.within(visit.school(), () -> {
            if (alone == null) {
                bundle.write(parcel, out);
            } else {
                bundle.write(alone, out);
            }
            return parcel;
        });
        return null;
    }

    @PostMapping("/handover/receipt")
    ModelAndView accept(@RequestParam(defaultValue = "") String name, HttpServletRequest request) {
        var found = found(request);
        if (found.isEmpty()) {
            return gone();
        }
        if (!found.get().isOpen()) {
            return page(found.get(), Problems.none());
        }
        var visit = found.get().visit();
        var problems = Tenants.within(visit.school(), () -> transfers.accept(visit, name));
        return problems.any()
                ? page(found.get(), problems)
                : new ModelAndView("cases/web/handoverDone").addObject("school", school(visit));
    }

    private record Found(Visit visit, Transfer transfer) {
        boolean isOpen() {
            return transfer.isOpenFor(visit.id());
        }
    }

    private Optional<Found> found(HttpServletRequest request) {
        return VisitCookie.COOKIE
                .read(request)
                .flatMap(links::visit)
                .flatMap(visit -> Tenants.within(visit.school(), () -> transfers.of(visit))
                        .map(transfer -> new Found(visit, transfer)));
    }

    /** Before the words are said, it says neither whose file it is nor that it is about a child. */
    private ModelAndView page(Found found, Problems problems) {
        return new ModelAndView(
                        found.isOpen() ? "cases/web/handover" : "cases/web/handoverWords",
                        problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("transfer", found.transfer())
                .addObject("school", school(found.visit()))
                .addObject("problems", problems);
    }

    private String school(Visit visit) {
        return schools.find(visit.school()).map(School::name).orElse("");
    }

    private static ModelAndView gone() {
        return new ModelAndView("cases/web/handoverGone", HttpStatus.NOT_FOUND);
    }

    /** Whoever comes by a link of a transfer is nobody of the school; the link says what they may see. */
    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        PublicPaths handover() {
            return PublicPaths.of("/handover", "/handover/words", "/handover/folder", "/handover/receipt");
        }
    }
}
