package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Map;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.DeviceSearch;
import org.schoolgate.cases.DeviceSearchId;
import org.schoolgate.cases.DeviceSearches;
import org.schoolgate.cases.DeviceSearches.Outcome;
import org.schoolgate.documents.PaperPdf;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A pupil's device was searched: written down by whoever did it, or on a case, and printed. */
@Controller
class DeviceSearchController {
    private final DeviceSearches searches;
    private final Schools schools;

    DeviceSearchController(DeviceSearches searches, Schools schools) {
        this.searches = searches;
        this.schools = schools;
    }

    /** First whose device it is, and then the form. */
    @GetMapping("/device-searches/new")
    ModelAndView form(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String child) {
        if (child.isEmpty()) {
            return whose(actor, q);
        }
        var desk = desk(actor, child);
        return page(desk, DeviceSearchForm.empty(actor, child, desk.now()), Problems.none());
    }

    private ModelAndView whose(Actor.Somebody actor, String q) {
        return new ModelAndView("cases/web/whoseDevice")
                .addObject("q", q)
                .addObject("found", searches.pupils(actor, q));
    }

    private DeviceSearches.Desk desk(Actor.Somebody actor, String child) {
        return Ids.read(child)
                .map(PersonId::new)
                .flatMap(pupil -> searches.desk(actor, pupil))
                .orElseThrow(() -> new NotFound("pupil " + child));
    }

    @PostMapping("/device-searches")
    ModelAndView create(Actor.Somebody actor, @RequestParam Map<String, String> typed, RedirectAttributes flash) {
        var form = new DeviceSearchForm(typed);
        if (form.value("child").isEmpty()) {
            return whose(actor, "");
        }
        var desk = desk(actor, form.value("child"));
        return switch (searches.record(actor, form.wish())) {
            case Outcome.NotLikeThat(var problems) -> page(desk, form, problems);
            case Outcome.Kept(var file, var search) -> {
                flash.addFlashAttribute(Notice.FLASH, kept(search, file.number().toString()));
                yield new ModelAndView("redirect:/device-searches/new");
            }
        };
    }

    @GetMapping("/cases/{id}/searches/new")
    ModelAndView form(Actor.Somebody actor, @PathVariable CaseId id) {
        var desk = searches.desk(actor, id);
        var only = desk.children().size() == 1
                ? String.valueOf(desk.children().getFirst().person())
                : "";
        return page(desk, DeviceSearchForm.empty(actor, only, desk.now()), Problems.none());
    }

    @PostMapping("/cases/{id}/searches")
    ModelAndView create(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var form = new DeviceSearchForm(typed);
        return switch (searches.record(actor, id, form.wish())) {
            case Outcome.NotLikeThat(var problems) -> page(searches.desk(actor, id), form, problems);
            case Outcome.Kept(var file, var search) ->
                CasePages.to(id, kept(search, file.number().toString()), flash);
        };
    }

    /** What whoever wrote it does next. */
    private static Notice kept(DeviceSearch search, String number) {
        return search.said().result().isStop()
                ? Notice.info(say("cases.search.kept-stop", number))
                : Notice.done(say("cases.search.kept", number));
    }

    @GetMapping("/cases/{id}/searches/{search}")
    ResponseEntity<byte[]> paper(Actor.Somebody actor, @PathVariable CaseId id, @PathVariable DeviceSearchId search) {
        var printed = searches.read(actor, id, search);
        var pdf = PaperPdf.write(
                "cases/searchPaper",
                Map.of(
                        "printed",
                        printed,
                        "school",
                        schools.find(actor.school()).map(School::name).orElse("")));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"search-%s.pdf\""
                                .formatted(printed.file().number()))
                .header("Cache-Control", "no-store")
                .body(pdf);
    }

    private static ModelAndView page(DeviceSearches.Desk desk, DeviceSearchForm form, Problems problems) {
        return new ModelAndView(
                        "cases/web/deviceSearch", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("desk", desk)
                .addObject("form", form)
                .addObject("problems", problems);
    }
}
