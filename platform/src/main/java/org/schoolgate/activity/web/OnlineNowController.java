package org.schoolgate.activity.web;

import java.util.Comparator;
import java.util.UUID;
import org.schoolgate.activity.Activity;
import org.schoolgate.activity.Activity.ClassAnswer;
import org.schoolgate.activity.Activity.PupilNow;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.ClassId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a teacher's own class does online, now. */
@Controller
class OnlineNowController {
    private final Activity activity;

    OnlineNowController(Activity activity) {
        this.activity = activity;
    }

    @GetMapping("/online-now")
    String index(Actor.Somebody actor, Model model) {
        var classes = activity.classes(actor);
        if (classes.size() == 1) {
            return "redirect:/online-now/" + classes.getFirst().id();
        }
        model.addAttribute("classes", classes);
        return "activity/web/onlineNow";
    }

    @GetMapping("/online-now/{id}")
    String show(Actor.Somebody actor, @PathVariable UUID id, Model model) {
        return switch (activity.classNow(actor, new ClassId(id))) {
            case ClassAnswer.Shown(var now) -> {
                model.addAttribute("now", now);
                model.addAttribute(
                        "refused",
                        now.pupils().stream()
                                .filter(one -> !one.refused().isEmpty())
                                .toList());
                model.addAttribute(
                        "online",
                        now.pupils().stream()
                                .filter(one -> one.latest().isPresent())
                                .sorted(Comparator.comparing((PupilNow one) ->
                                                one.latest().orElseThrow().at())
                                        .reversed())
                                .toList());
                yield "activity/web/classNow";
            }
            case ClassAnswer.NoOpenSession(var schoolClass) -> {
                model.addAttribute("schoolClass", schoolClass);
                model.addAttribute("why", "activity.now.no-session");
                yield "activity/web/classShut";
            }
            case ClassAnswer.NotAtThisSchool(var schoolClass) -> {
                model.addAttribute("schoolClass", schoolClass);
                model.addAttribute("why", "activity.now.never");
                yield "activity/web/classShut";
            }
        };
    }
}
