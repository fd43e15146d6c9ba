package org.schoolgate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Bringing;
import org.schoolgate.cases.CaseEvidence;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseNote;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Concern;
import org.schoolgate.cases.Concerns;
import org.schoolgate.cases.DeviceSearch;
import org.schoolgate.cases.DeviceSearchId;
import org.schoolgate.cases.DeviceSearches;
import org.schoolgate.cases.FollowUps;
import org.schoolgate.cases.Noting;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.Opening;
import org.schoolgate.cases.Parcels;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.cases.Saying;
import org.schoolgate.cases.Transfers;
import org.schoolgate.documents.Evidence;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Problems;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What went wrong at a school lately, and how far its cases are: with the co-ordinator, with the head, with the lead. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class WhatWentWrong {
    private final Cases cases;
    private final CaseEvidence evidence;
    private final Sanctions sanctions;
    private final Concerns concerns;
    private final DeviceSearches searches;
    private final FollowUps followUps;
    private final Parcels parcels;
    private final Roster roster;
    private final Clock clock;

    WhatWentWrong(
            Cases cases,
            CaseEvidence evidence,
            Sanctions sanctions,
            Concerns concerns,
            DeviceSearches searches,
            FollowUps followUps,
            Parcels parcels,
            Roster roster,
            Clock clock) {
        this.cases = cases;
        this.evidence = evidence;
        this.sanctions = sanctions;
        this.concerns = concerns;
        this.searches = searches;
        this.followUps = followUps;
        this.parcels = parcels;
        this.roster = roster;
        this.clock = clock;
    }

    /** Lets it have gone wrong: a child of this class misused something, a parent complained, a picture was spoken of. */
    void at(DemoSchool school, String coordinator, String lead, String className) {
        var child = child(school, className, 5);
        var other = child(school, className, 6);
        Tenants.within(school.school(), () -> {
            misuse(staff(school, coordinator), child, other);
            games(staff(school, coordinator), other, child(school, className, 8));
            parcel(staff(school, lead), other);
            complaint(staff(school, coordinator));
            image(staff(school, lead));
        });
        outside(school, coordinator);
    }

    private static DemoSchool.Child child(DemoSchool school, String className, int after) {
        return school.pupils().stream()
                .filter(one -> one.className().equals(className))
                .skip(after)
                .findFirst()
                .orElseThrow();
    }

    /** A child goes without games for two days, and their parents were written to; another child had talked them into it. */
    private void games(Actor.Somebody coordinator, DemoSchool.Child child, DemoSchool.Child friend) {
        var id = open(coordinator, "misuse-seen");
        cases.addPerson(coordinator, id, child.id(), Part.INSTIGATOR);
        say(
                coordinator,
                id,
                "what",
                Map.of(
                        "account",
                        child.name(),
                        "at",
                        ago(50),
                        "place",
                        "in school",
                        "evidence",
                        "Played a game in three lessons, after a talk about it."));
        say(coordinator, id, "told", Map.of("at", ago(49), "how", "in person"));
        say(coordinator, id, "who", Map.of("answer", "pupil"));
        say(coordinator, id, "pupil-rule", Map.of("answer", "incited"));
        say(coordinator, id, "encouraged", Map.of("answer", "pupil"));
        cases.addPerson(coordinator, id, friend.id(), Part.INSTIGATOR);
        say(
                coordinator,
                id,
                "encouraged-how",
                Map.of("who", friend.name(), "how", "Wrote the address on a slip of paper and dared them."));
        var off = Map.of(
                "rung",
                "program or machine off",
                "what",
                "games",
                "until",
                roster.today().plusDays(2).toString(),
                "until-time",
                "15:30");
        if (!(cases.answer(coordinator, id, 1, "sanction", off, child.id()) instanceof Saying.WentOn)) {
            throw new IllegalStateException("the demonstration cannot take games away");
        }
        sanctions
                .all(coordinator)
                .ahead()
                .forEach(one -> sanctions.write(
                        coordinator, one.sanction().id(), "We have talked about it, and it went well."));
        searched(coordinator, id, child);
        done(followUps.set(
                coordinator,
                id,
                new FollowUps.Wish(
                        "Go through the rule about games with the class.",
                        coordinator.person(),
                        roster.today().plusDays(3))));
        done(followUps.want(coordinator, id, "The phone rule says nothing of games on a smart watch."));
    }

    /** The child's watch was searched in the lesson, and is in the office until a parent comes. */
    private void searched(Actor.Somebody coordinator, CaseId id, DemoSchool.Child child) {
        var wish = new DeviceSearch.Wish(
                new DeviceSearchId(UUID.randomUUID()),
                child.id(),
                "A black smart watch",
                DeviceSearch.Ground.DISRUPTION,
                "It played music in the lesson, and the child said that it was a game.",
                "Whether a game was installed on it.",
                Instant.parse(ago(49)),
                searches.desk(coordinator, id).authorisers().getFirst().id(),
                coordinator.name(),
                "The teaching assistant of the class",
                "",
                DeviceSearch.Result.LEFT,
                "A game with music, opened twice in the lesson.",
                "",
                DeviceSearch.Parents.TOLD,
                "By telephone, at the end of the morning",
                false,
                "The drawer in the office");
        if (!(searches.record(coordinator, id, wish) instanceof DeviceSearches.Outcome.Kept)) {
            throw new IllegalStateException("the demonstration cannot write a search down");
        }
    }

    private static void done(Problems problems) {
        if (problems.any()) {
            throw new IllegalStateException("the demonstration cannot say what follows");
        }
    }

    private void misuse(Actor.Somebody coordinator, DemoSchool.Child child, DemoSchool.Child other) {
        var id = open(coordinator, "misuse-seen");
        cases.addPerson(coordinator, id, child.id(), Part.INSTIGATOR);
        cases.addPerson(coordinator, id, other.id(), Part.VICTIM);
        say(
                coordinator,
                id,
                "what",
                Map.of(
                        "account",
                        child.name(),
                        "at",
                        ago(26),
                        "place",
                        "in school",
                        "evidence",
                        "Used another child’s tablet, which was still signed in, and changed their picture."));
        screenshot(coordinator, id);
        say(coordinator, id, "told", Map.of("at", ago(25), "how", "in person"));
        var boxes = new CaseNote.Boxes(
                "The tablet was left signed in at the end of break. Two children saw who took it.",
                "It may have been meant as a joke.",
                "",
                "The picture was put back, and the class was reminded to sign out.",
                "",
                "“I only wanted to see what hers looks like.”");
        if (!(cases.note(coordinator, id, Instant.parse(ago(24)), boxes, null) instanceof Noting.Kept)) {
            throw new IllegalStateException("the demonstration cannot note " + boxes);
        }
    }

    /** A child goes to another school, and all of their file waits there to be opened. */
    private void parcel(Actor.Somebody lead, DemoSchool.Child child) {
        var choices = parcels.look(lead, child.id()).choices();
        done(parcels.send(
                lead,
                child.id(),
                choices.stream().map(choice -> choice.file().id()).toList(),
                new Transfers.Wish(
                        child.id(),
                        "Riverside Primary",
                        "safeguarding@riverside.example",
                        "Mr Bose",
                        "01632 960001",
                        List.of())));
    }

    private void screenshot(Actor.Somebody coordinator, CaseId id) {
        try (var file = Objects.requireNonNull(WhatWentWrong.class.getResourceAsStream("/demo/screenshot.png"))) {
            bring(coordinator, id, "The changed picture on tablet 4", "", file.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void bring(Actor.Somebody by, CaseId id, String title, String place, byte @Nullable [] file) {
        var kind = file == null ? Evidence.Kind.OTHER : Evidence.Kind.SCREENSHOT;
        var brought = new CaseEvidence.Brought(kind, title, place, Instant.parse(ago(25)), file != null);
        if (!(evidence.bring(by, id, brought, file) instanceof Bringing.Kept)) {
            throw new IllegalStateException("the demonstration cannot bring " + title);
        }
    }

    private void complaint(Actor.Somebody coordinator) {
        var id = open(coordinator, "complaint");
        cases.addOutsider(coordinator, id, "Mrs Sefton, a neighbour", Part.OTHER);
        say(
                coordinator,
                id,
                "received",
                Map.of(
                        "from",
                        "Mrs Sefton",
                        "received",
                        ago(70),
                        "about",
                        "Children filmed each other outside her house on the way home and put it on a site."));
        say(coordinator, id, "thanks", Map.of("at", ago(69), "how", "by letter"));
        say(coordinator, id, "route", Map.of("answer", "other"));
        say(
                coordinator,
                id,
                "look-into",
                Map.of("heard", "Mrs Sefton, and both children with their parents.", "found", "The film is down."));
    }

    /** A neighbour wrote on the public page, and the co-ordinator has answered. */
    private void outside(DemoSchool school, String coordinator) {
        var code = concerns.tell(
                school.school(),
                UUID.randomUUID(),
                new Concern.Wish(
                        Concern.Kind.GENERAL,
                        "The wireless network called “Pupils” can be used from the pavement in front of the school, without a password.",
                        "",
                        "Please look at it before somebody misuses it.",
                        "Alma Whitcombe, 12 Mill Lane",
                        "alma@mail.example"));
        var following = concerns.read(code).orElseThrow().following();
        Tenants.within(
                school.school(),
                () -> concerns.answer(
                        staff(school, coordinator),
                        following,
                        "Thank you. Our technician looks at it today. When did you notice it first?"));
        concerns.add(code, "On Saturday, when I walked the dog.");
    }

    private void image(Actor.Somebody lead) {
        var id = open(lead, "concerning-image");
        bring(lead, id, "The child’s own phone, switched off", "The safe in the office", null);
        say(lead, id, "do-not-look", Map.of());
        say(
                lead,
                id,
                "facts",
                Map.of(
                        "seen-at",
                        ago(3),
                        "owner",
                        "A pupil",
                        "what",
                        "A child said at lunch that a picture is passed around. Nobody here has seen it.",
                        "not-copied",
                        "yes"));
    }

    private CaseId open(Actor.Somebody by, String kind) {
        if (cases.open(by, kind, null) instanceof Opening.Opened opened) {
            return opened.file().id();
        }
        throw new IllegalStateException("the demonstration cannot open a case of " + kind);
    }

    private void say(Actor.Somebody by, CaseId id, String step, Map<String, String> said) {
        if (!(cases.answer(by, id, 1, step, said, null) instanceof Saying.WentOn)) {
            throw new IllegalStateException("the demonstration cannot answer " + step);
        }
    }

    private String ago(int hours) {
        return clock.instant().minus(Duration.ofHours(hours)).toString();
    }

    private Actor.Somebody staff(DemoSchool school, String shown) {
        var person = school.staff(shown);
        return new Actor.Somebody(
                school.school(), person, shown, roster.roles(school.school(), person, roster.today()), null);
    }
}
