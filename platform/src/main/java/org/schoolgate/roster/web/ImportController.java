package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterSettings;
import org.schoolgate.roster.imports.ColumnMapping;
import org.schoolgate.roster.imports.Guard;
import org.schoolgate.roster.imports.ImportId;
import org.schoolgate.roster.imports.Listed;
import org.schoolgate.roster.imports.Outcome;
import org.schoolgate.roster.imports.RosterImport;
import org.schoolgate.roster.imports.RosterImport.State;
import org.schoolgate.roster.imports.RosterImports;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A roster file from sending to result. Each page is where the import stands. */
@Controller
@RequestMapping("/roster/imports")
class ImportController {
    private static final int NEWEST = 20;

    private final RosterImports imports;
    private final Roster roster;
    private final Settings settings;

    ImportController(RosterImports imports, Roster roster, Settings settings) {
        this.imports = imports;
        this.roster = roster;
        this.settings = settings;
    }

    @GetMapping
    ModelAndView index(Actor actor) {
        return sendPage(actor, Dates.iso(roster.today()), Problems.none());
    }

    @PostMapping
    ModelAndView create(
            Actor actor,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String effective)
            throws IOException {
        var sent = imports.newest(actor, NEWEST);
        var day = Dates.read(effective);
        var problems = new Problems()
                .when(file == null || file.isEmpty(), "file", say("roster.import.send.no-file"))
                .when(
                        file != null && file.getSize() > RosterImports.limit(),
                        "file",
                        say("roster.fault.TOO_LARGE", RosterImports.limit() >> 20))
                .when(day.filter(this::isNear).isEmpty(), "effective", say("roster.import.send.no-day"));
        if (problems.any() || file == null) {
            return new ModelAndView(
                    "roster/web/imports",
                    Map.of("sent", sent, "effective", effective, "kept", kept(actor), "problems", problems),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        return switch (imports.send(actor, name, file.getBytes(), day.orElseThrow())) {
            case Outcome.Taken(var id) -> to(id);
            case Outcome.Unusable(var fault, var facts) ->
                sendPage(actor, effective, Problems.of("file", say("roster.fault." + fault, facts.toArray())));
            case Outcome other -> throw new IllegalStateException("sending came to " + other);
        };
    }

    /** A file of last spring or of a year to come is a slip of the hand. */
    private boolean isNear(LocalDate day) {
        var today = roster.today();
        return !day.isBefore(today.minusMonths(3)) && !day.isAfter(today.plusMonths(6));
    }

    private ModelAndView sendPage(Actor actor, String effective, Problems problems) {
        return new ModelAndView(
                "roster/web/imports",
                Map.of(
                        "sent",
                        imports.newest(actor, NEWEST),
                        "effective",
                        effective,
                        "kept",
                        kept(actor),
                        "problems",
                        problems),
                problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    private int kept(Actor actor) {
        return settings.get(actor.school(), RosterSettings.FILES_KEPT);
    }

    @GetMapping("/{id}")
    ModelAndView show(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String listed,
            HttpServletResponse response) {
        var shown = imports.show(actor, new ImportId(id));
        return switch (shown.state()) {
            case State.Unmapped unmapped -> {
                var chosen = listed(listed);
                yield page("mapping")
                        .addObject("file", shown)
                        .addObject("columns", columns(unmapped, chosen))
                        .addObject("problems", Problems.none());
            }
            case State.Unplaced unplaced ->
                page("chooseSchool").addObject("file", shown).addObject("unplaced", unplaced);
            case State.Ready ready -> preview(shown, ready, Problems.none());
            case State.Running running -> {
                response.setHeader("Refresh", "1");
                yield page("running").addObject("file", shown).addObject("running", running);
            }
            case State.Applied applied ->
                page("applied").addObject("file", shown).addObject("applied", applied);
            case State.PutAway away -> page("putAway").addObject("file", shown).addObject("away", away);
        };
    }

    @PostMapping("/{id}/mapping")
    ModelAndView map(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "PUPILS") String listed,
            @RequestParam(name = "column", required = false) @Nullable List<String> column) {
        var shown = imports.show(actor, new ImportId(id));
        if (!(shown.state() instanceof State.Unmapped unmapped)) {
            return to(shown.id());
        }
        var mapping = MappingForm.read(listed(listed).orElse(Listed.PUPILS), column, unmapped.headings());
        return switch (imports.map(actor, shown.id(), mapping)) {
            case Outcome.Flawed(var flaw) -> {
                var page = page("mapping")
                        .addObject("file", shown)
                        .addObject("columns", MappingForm.of(unmapped, mapping))
                        .addObject("problems", Problems.of("column-0", say("roster.flaw." + flaw)));
                page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                yield page;
            }
            case Outcome _ -> to(shown.id());
        };
    }

    @PostMapping("/{id}/school")
    ModelAndView choose(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String school) {
        imports.choose(actor, new ImportId(id), school);
        return to(new ImportId(id));
    }

    @PostMapping("/{id}/application")
    ModelAndView apply(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String fingerprint,
            @RequestParam(defaultValue = "") String leavers,
            RedirectAttributes flash) {
        var typed = leavers.strip().matches("\\d{1,6}") ? Integer.valueOf(leavers.strip()) : null;
        return switch (imports.apply(actor, new ImportId(id), fingerprint, typed)) {
            case Outcome.TypeTheNumber(var guard) -> again(actor, id, guard);
            case Outcome.Stopped(var guard) -> {
                flash.addFlashAttribute(
                        Notice.FLASH, Notice.danger(say("roster.guard.stopped", guard.leaving(), guard.of())));
                yield to(new ImportId(id));
            }
            case Outcome.LookAgain() -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("roster.import.look-again")));
                yield to(new ImportId(id));
            }
            case Outcome _ -> to(new ImportId(id));
        };
    }

    private ModelAndView again(Actor actor, UUID id, Guard guard) {
        var shown = imports.show(actor, new ImportId(id));
        if (!(shown.state() instanceof State.Ready ready)) {
            return to(shown.id());
        }
        var page = preview(shown, ready, Problems.of("leavers", say("roster.guard.type-it", guard.leaving())));
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @PostMapping("/{id}/put-away")
    ModelAndView putAway(Actor actor, @PathVariable UUID id, RedirectAttributes flash) {
        switch (imports.putAway(actor, new ImportId(id))) {
            case Outcome.Taken _ -> flash.addFlashAttribute(Notice.FLASH, Notice.done(say("roster.import.away.done")));
            case Outcome _ -> flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("roster.import.look-again")));
        }
        return new ModelAndView("redirect:/roster/imports");
    }

    private static ModelAndView preview(RosterImport shown, State.Ready ready, Problems problems) {
        return page("preview")
                .addObject("file", shown)
                .addObject("page", PreviewPage.of(shown, ready))
                .addObject("problems", problems);
    }

    private static MappingForm columns(State.Unmapped unmapped, Optional<Listed> chosen) {
        var mapping = chosen.filter(listed -> listed != unmapped.mapping().listed())
                .map(listed -> ColumnMapping.guess(unmapped.headings(), listed))
                .orElse(unmapped.mapping());
        return MappingForm.of(unmapped, mapping);
    }

    private static Optional<Listed> listed(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "PUPILS" -> Optional.of(Listed.PUPILS);
            case "STAFF" -> Optional.of(Listed.STAFF);
            default -> Optional.empty();
        };
    }

    private static ModelAndView page(String name) {
        return new ModelAndView("roster/web/" + name);
    }

    private static ModelAndView to(ImportId id) {
        return new ModelAndView("redirect:/roster/imports/" + id);
    }
}
