package org.schoolgate.cases.web;

import org.schoolgate.cases.Chronologies;
import org.schoolgate.cases.Parcels;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** All that happened around somebody, across cases. */
@Controller
class ChronologyController {
    private final Chronologies chronologies;
    private final Parcels parcels;
    private final CaseStories stories;

    ChronologyController(Chronologies chronologies, Parcels parcels, CaseStories stories) {
        this.chronologies = chronologies;
        this.parcels = parcels;
        this.stories = stories;
    }

    /** A day that cannot be read leaves nothing out. */
    @GetMapping("/people/{id}/chronology")
    ModelAndView show(
            Actor.Somebody actor,
            @PathVariable PersonId id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String show) {
        var filter = new ChronologyView.Filter(
                kind, Dates.read(from).orElse(null), Dates.read(until).orElse(null), show.equals("new"));
        var read = chronologies.read(actor, id);
        return new ModelAndView("cases/web/chronology")
                .addObject("view", ChronologyView.of(read, filter, stories))
                .addObject("sends", parcels.sends(actor, id));
    }
}
