package org.schoolgate.messages.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.messages.Alarms;
import org.schoolgate.messages.Channel;
import org.schoolgate.messages.Hours;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is rung, in which order and when; when the school is closed; who is away. */
@Controller
class PhoneLadderController {
    private final PhoneLadders ladders;
    private final Alarms alarms;

    PhoneLadderController(PhoneLadders ladders, Alarms alarms) {
        this.ladders = ladders;
        this.alarms = alarms;
    }

    @GetMapping("/phone-ladder")
    ModelAndView show(Actor.Somebody actor) {
        return ladder(actor, Map.of(), List.of(), Problems.none());
    }

    @PostMapping("/phone-ladder/rungs")
    ModelAndView add(
            Actor.Somebody actor, @RequestParam MultiValueMap<String, String> typed, RedirectAttributes flash) {
        var channels = Stream.of("first", "second", "third")
                .flatMap(name -> channel(one(typed, name)).stream())
                .distinct()
                .toList();
        var hours = EnumSet.allOf(Hours.class);
        var chosen = typed.getOrDefault("hours", List.of());
        hours.removeIf(one -> !chosen.contains(one.name()));
        var problems = ladders.add(actor, person(typed), one(typed, "number"), channels, hours);
        return problems.any()
                ? ladder(actor, typed.toSingleValueMap(), chosen, problems)
                : done("/phone-ladder", say("messages.ladder.added"), flash);
    }

    @PostMapping("/phone-ladder/rungs/remove")
    ModelAndView remove(Actor.Somebody actor, @RequestParam(defaultValue = "") String rung, RedirectAttributes flash) {
        PhoneLadders.ACCESS.require(actor, PhoneLadders.Operation.SET_UP);
        ladders.remove(actor, id(rung));
        return done("/phone-ladder", say("messages.ladder.removed"), flash);
    }

    @PostMapping("/phone-ladder/rungs/up")
    ModelAndView up(Actor.Somebody actor, @RequestParam(defaultValue = "") String rung, RedirectAttributes flash) {
        PhoneLadders.ACCESS.require(actor, PhoneLadders.Operation.SET_UP);
        ladders.moveUp(actor, id(rung));
        return done("/phone-ladder", say("messages.ladder.moved"), flash);
    }

    @PostMapping("/phone-ladder/closed")
    ModelAndView close(
            Actor.Somebody actor, @RequestParam MultiValueMap<String, String> typed, RedirectAttributes flash) {
        var problems = ladders.close(
                actor,
                one(typed, "name"),
                Dates.read(one(typed, "from")).orElse(null),
                Dates.read(one(typed, "until")).orElse(null));
        return problems.any()
                ? ladder(actor, typed.toSingleValueMap(), List.of(), problems)
                : done("/phone-ladder", say("messages.ladder.closed.said"), flash);
    }

    @PostMapping("/phone-ladder/closed/remove")
    ModelAndView open(Actor.Somebody actor, @RequestParam(defaultValue = "") String closed, RedirectAttributes flash) {
        PhoneLadders.ACCESS.require(actor, PhoneLadders.Operation.SET_UP);
        ladders.open(actor, id(closed));
        return done("/phone-ladder", say("messages.ladder.closed.removed"), flash);
    }

    @PostMapping("/phone-ladder/test")
    ModelAndView test(Actor.Somebody actor, RedirectAttributes flash) {
        alarms.test(actor);
        return done("/alarms", say("messages.ladder.test.begun"), flash);
    }

    @GetMapping("/away")
    ModelAndView away(Actor.Somebody actor) {
        return away(actor, Map.of(), Problems.none());
    }

    @PostMapping("/away")
    ModelAndView sayAway(
            Actor.Somebody actor, @RequestParam MultiValueMap<String, String> typed, RedirectAttributes flash) {
        var problems = ladders.away(
                actor,
                person(typed),
                Dates.read(one(typed, "from")).orElse(null),
                Dates.read(one(typed, "until")).orElse(null));
        return problems.any()
                ? away(actor, typed.toSingleValueMap(), problems)
                : done("/away", say("messages.away.said"), flash);
    }

    @PostMapping("/away/remove")
    ModelAndView back(Actor.Somebody actor, @RequestParam(defaultValue = "") String absence, RedirectAttributes flash) {
        PhoneLadders.ACCESS.require(actor, PhoneLadders.Operation.SAY_AWAY);
        ladders.back(actor, id(absence));
        return done("/away", say("messages.away.back"), flash);
    }

    private ModelAndView ladder(
            Actor.Somebody actor, Map<String, String> typed, List<String> hours, Problems problems) {
        var view = new PhoneLadderView(
                ladders.ladder(actor),
                ladders.flaws(actor),
                ladders.candidates(actor),
                ladders.hasTelephone(),
                PhoneLadders.ACCESS.allows(actor, PhoneLadders.Operation.SET_UP));
        return new ModelAndView(
                        "messages/web/phoneLadder", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("view", view)
                .addObject("typed", typed)
                .addObject("hours", hours)
                .addObject("problems", problems);
    }

    private ModelAndView away(Actor.Somebody actor, Map<String, String> typed, Problems problems) {
        return new ModelAndView("messages/web/away", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("absences", ladders.absences(actor))
                .addObject("candidates", ladders.candidates(actor))
                .addObject("typed", typed)
                .addObject("problems", problems);
    }

    private static ModelAndView done(String path, String sentence, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.done(sentence));
        return new ModelAndView("redirect:" + path);
    }

    private static String one(MultiValueMap<String, String> typed, String name) {
        var value = typed.getFirst(name);
        return value == null ? "" : value;
    }

    private static @Nullable PersonId person(MultiValueMap<String, String> typed) {
        return Ids.read(one(typed, "person")).map(PersonId::new).orElse(null);
    }

    private static Optional<Channel> channel(String name) {
        return Arrays.stream(Channel.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    private static UUID id(String typed) {
        return Ids.read(typed).orElseThrow(() -> new NotFound("what was picked"));
    }
}
