package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Bringing;
import org.schoolgate.cases.CaseEvidence;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Revealing;
import org.schoolgate.documents.Contents;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.documents.FileType;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The evidence of a case: brought, covered until somebody asks for it, given on, destroyed by two. */
@Controller
class EvidenceController {
    /** Whatever is in a file, a browser neither runs any of it nor lets it reach anything. */
    private static final String NOTHING_RUNS = "default-src 'none'; sandbox";

    private final CaseEvidence evidence;
    private final Clock clock;

    EvidenceController(CaseEvidence evidence, Clock clock) {
        this.evidence = evidence;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/evidence/new")
    ModelAndView form(Actor.Somebody actor, @PathVariable CaseId id) {
        return form(actor, id, EvidenceForm.empty(clock.instant()), Problems.none());
    }

    @PostMapping("/cases/{id}/evidence")
    ModelAndView create(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile file,
            RedirectAttributes flash)
            throws IOException {
        var form = EvidenceForm.of(typed);
        var problems = form.problems(file);
        if (problems.any()) {
            return form(actor, id, form, problems);
        }
        return switch (evidence.bring(actor, id, form.brought(), bytes(file))) {
            case Bringing.NotLikeThat(var wrong) -> form(actor, id, form, wrong);
            case Bringing.Kept(var _, var sight) ->
                CasePages.to(id, sight, Notice.done(say("cases.evidence.kept")), flash);
        };
    }

    private static byte @Nullable [] bytes(@Nullable MultipartFile file) throws IOException {
        return file == null || file.isEmpty() ? null : file.getBytes();
    }

    private ModelAndView form(Actor.Somebody actor, CaseId id, EvidenceForm form, Problems problems) {
        return page("cases/web/newEvidence", problems)
                .addObject("desk", evidence.desk(actor, id))
                .addObject("form", form);
    }

    @GetMapping("/cases/{id}/evidence/{piece}")
    ModelAndView show(Actor.Somebody actor, @PathVariable CaseId id, @PathVariable EvidenceId piece) {
        return show(actor, id, piece, Problems.none());
    }

    private ModelAndView show(Actor.Somebody actor, CaseId id, EvidenceId piece, Problems problems) {
        return page("cases/web/evidence", problems)
                .addObject("piece", evidence.look(actor, id, piece))
                .addObject("reader", actor.person())
                .addObject("now", Dates.isoMoment(clock.instant()));
    }

    private static ModelAndView page(String template, Problems problems) {
        return new ModelAndView(template, problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("problems", problems);
    }

    @GetMapping("/cases/{id}/evidence/{piece}/cover")
    void cover(Actor.Somebody actor, @PathVariable CaseId id, @PathVariable EvidenceId piece, HttpServletResponse to)
            throws IOException {
        var cover = evidence.cover(actor, id, piece).orElseThrow(() -> new NotFound("cover of evidence " + piece));
        send(cover, FileType.PNG.mediaType(), "inline; filename=\"cover.png\"", to);
    }

    @PostMapping("/cases/{id}/evidence/{piece}/open")
    @Nullable
    ModelAndView open(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable EvidenceId piece,
            HttpServletResponse response,
            RedirectAttributes flash)
            throws IOException {
        return switch (evidence.open(actor, id, piece)) {
            case Revealing.Open(var contents) -> {
                send(contents.forBrowser(), response);
                yield null;
            }
            case Revealing.Shut() -> to(id, piece, Notice.waiting(say("cases.mark.evidence")), flash);
            case Revealing.Nothing() -> to(id, piece, Notice.info(say("cases.evidence.gone")), flash);
        };
    }

    /** A picture is shown and words are; what can carry a program is only handed over. */
    private static void send(Contents contents, HttpServletResponse response) throws IOException {
        var type = contents.type();
        var isWords = type == FileType.TEXT || type == FileType.EML;
        send(
                contents.bytes(),
                isWords ? "text/plain;charset=UTF-8" : type.mediaType(),
                "%s; filename=\"evidence.%s\""
                        .formatted(type == FileType.PDF ? "attachment" : "inline", isWords ? "txt" : type.ending()),
                response);
    }

    private static void send(byte[] bytes, String type, String disposition, HttpServletResponse response)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.setHeader("Content-Disposition", disposition);
        response.setHeader("Content-Security-Policy", NOTHING_RUNS);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(bytes);
    }

    @PostMapping("/cases/{id}/evidence/{piece}/handed")
    ModelAndView handed(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable EvidenceId piece,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String at,
            RedirectAttributes flash) {
        var moment = Dates.readMoment(at);
        var problems = moment.isEmpty()
                ? Problems.of("at", say("cases.evidence.no-time"))
                : evidence.handed(actor, id, piece, to, moment.get());
        return problems.any()
                ? show(actor, id, piece, problems)
                : to(id, piece, Notice.done(say("cases.evidence.handed")), flash);
    }

    @PostMapping("/cases/{id}/evidence/{piece}/destruction")
    ModelAndView askForDestruction(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable EvidenceId piece,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        var problems = evidence.askForDestruction(actor, id, piece, reason);
        return problems.any()
                ? show(actor, id, piece, problems)
                : to(id, piece, Notice.waiting(say("cases.evidence.asked")), flash);
    }

    @PostMapping("/cases/{id}/evidence/{piece}/destroyed")
    ModelAndView destroy(
            Actor.Somebody actor, @PathVariable CaseId id, @PathVariable EvidenceId piece, RedirectAttributes flash) {
        var notice = switch (evidence.destroy(actor, id, piece)) {
            case DESTROYED -> Notice.done(say("cases.evidence.destroyed"));
            case SAME_PERSON -> Notice.waiting(say("cases.evidence.same-person"));
            case NOT_ASKED -> Notice.info(say("cases.evidence.not-asked"));
        };
        return to(id, piece, notice, flash);
    }

    private static ModelAndView to(CaseId id, EvidenceId piece, Notice notice, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice);
        return new ModelAndView("redirect:/cases/" + id + "/evidence/" + piece);
    }
}
