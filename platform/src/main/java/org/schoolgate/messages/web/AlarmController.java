package org.schoolgate.messages.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.AlarmId;
import org.schoolgate.messages.Alarms;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people are rung at this moment, and the button that ends it. */
@Controller
class AlarmController {
    private final Alarms alarms;
    private final PhoneLadders ladders;
    private final Clock clock;

    AlarmController(Alarms alarms, PhoneLadders ladders, Clock clock) {
        this.alarms = alarms;
        this.ladders = ladders;
        this.clock = clock;
    }

    @GetMapping("/alarms")
    ModelAndView index(Actor.Somebody actor) {
        Alarms.ACCESS.require(actor, Alarms.Operation.READ);
        return new ModelAndView("messages/web/alarms")
                .addObject("open", alarms.open(actor))
                .addObject("tests", alarms.tests(actor))
                .addObject("telephone", ladders.hasTelephone())
                .addObject("flaws", ladders.flaws(actor).size());
    }

    @GetMapping("/alarms/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable AlarmId id) {
        return new ModelAndView("messages/web/alarm")
                .addObject("alarm", alarms.find(actor, id))
                .addObject("now", clock.instant());
    }

    @PostMapping("/alarms/{id}/acknowledge")
    String acknowledge(Actor.Somebody actor, @PathVariable AlarmId id, RedirectAttributes flash) {
        var notice = switch (alarms.acknowledge(actor, id)) {
            case Alarms.Acknowledging.Yours() -> Notice.done(say("messages.alarm.yours"));
            case Alarms.Acknowledging.SomebodyHasIt(var end)
            when end.person() != null -> Notice.info(say("messages.alarm.has-it", end.name(), Dates.moment(end.at())));
            case Alarms.Acknowledging.SomebodyHasIt _ -> Notice.info(say("messages.alarm.over"));
        };
        flash.addFlashAttribute(Notice.FLASH, notice);
        return "redirect:/alarms/" + id;
    }
}
