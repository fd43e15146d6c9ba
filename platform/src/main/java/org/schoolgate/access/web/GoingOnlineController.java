package org.schoolgate.access.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.access.GoingOnline;
import org.schoolgate.access.GoingOnline.Wanted;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A pupil presses "May I go online?". */
@Controller
class GoingOnlineController {
    private final GoingOnline asking;

    GoingOnlineController(GoingOnline asking) {
        this.asking = asking;
    }

    @PostMapping("/going-online")
    String create(Actor.Somebody pupil, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH,
                switch (asking.ask(pupil)) {
                    case Wanted.Waiting _, Wanted.NotAsked _ -> Notice.done(say("access.go.asked"));
                    case Wanted.Open _ -> Notice.done(say("access.go.open"));
                    case Wanted.Later(var at) -> Notice.info(say("access.go.later", Dates.time(at)));
                    case Wanted.SomethingElse _ -> Notice.info(say("access.go.something-else"));
                    case Wanted.NotHere _ -> Notice.info(say("access.go.not-here"));
                });
        return "redirect:/";
    }
}
