package org.schoolgate.cases;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Agency;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.cases.procedure.Way;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.OutsideRequest;
import org.schoolgate.messages.OutsideRequest.Kind;
import org.schoolgate.messages.OutsideRequests;
import org.schoolgate.ui.Problems;
import org.schoolgate.ui.Words;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What cases ask of people outside. Each call and each referral is one, also one that is a sanction; where an answer is awaited, the case cannot be closed
 * before it has come, or before somebody says why it is not awaited any more.
 */
@Service
public class CaseRequests implements CaseStrand {
    private static final String CASE = "case:";
    /** The field in which a procedure asks what was replied. */
    private static final String REPLY = "reply";

    private static final int LONGEST = 20_000;
    private static final LocalTime EVENING = LocalTime.of(17, 0);

    private final OutsideRequests requests;
    private final CaseDoor door;
    private final CaseStore store;
    private final Viewers viewers;
    private final ApplicationEventPublisher events;

    CaseRequests(
            OutsideRequests requests,
            CaseDoor door,
            CaseStore store,
            Viewers viewers,
            ApplicationEventPublisher events) {
        this.requests = requests;
        this.door = door;
        this.store = store;
        this.viewers = viewers;
        this.events = events;
    }

    /** What a case asks for, with the case. */
    public record Asked(CaseFile file, OutsideRequest request) {}

    /** A step was done; where it was a call or a referral, it is looked whether an answer comes. */
    void follow(Actor.Somebody actor, CaseFile file, Procedure procedure, Step step, Entry entry) {
        switch (entry) {
            case Entry.Said said -> follow(actor, file, procedure, step, said);
            case Entry.NotNecessary not -> over(actor, file, procedure, step, Kind.NOT_AWAITED, not.reason());
        }
    }

    private void follow(Actor.Somebody actor, CaseFile file, Procedure procedure, Step step, Entry.Said said) {
        switch (step.act()) {
            case Act.Sanction sanction ->
                Referral.to(sanction, said.values()).ifPresent(agency -> referred(actor, file, agency, said));
            case Act.Call(var agency) -> sent(actor, file, agency, said, Act.NOTE, null);
            case Act.Refer(var agency) -> referred(actor, file, agency, said);
            case Act.WriteDown _ ->
                over(actor, file, procedure, step, Kind.ANSWERED, said.values().getOrDefault(REPLY, ""));
            case Act.Acknowledge _, Act.Decide _, Act.Tell _, Act.Tick _, Act.Close _ -> {}
        }
    }

    /** A step that asks what was replied to the referral before it, done or left out: nobody writes it down twice. */
    private void over(Actor.Somebody actor, CaseFile file, Procedure procedure, Step step, Kind kind, String words) {
        if (step.act().fields().stream().noneMatch(field -> field.name().equals(REPLY))) {
            return;
        }
        var agencies = procedure.steps().stream()
                .filter(before -> before.next() instanceof Way.On(var steps) && steps.contains(step.id()))
                .flatMap(before ->
                        before.act() instanceof Act.Refer(var agency) ? Stream.of(agency.name()) : Stream.empty())
                .toList();
        of(file).stream()
                .filter(request -> request.isAwaited() && agencies.contains(request.agency()))
                .forEach(request -> requests.say(actor, request, kind, words));
    }

    private void referred(Actor.Somebody actor, CaseFile file, Agency agency, Entry.Said said) {
        sent(
                actor,
                file,
                agency,
                said,
                Act.SENT,
                Field.YES.equals(said.values().get(Act.AWAITED)) ? answerBy(agency, at(said)) : null);
    }

    private void sent(
            Actor.Somebody actor,
            CaseFile file,
            Agency agency,
            Entry.Said said,
            String what,
            @Nullable Instant awaitedUntil) {
        requests.sent(
                actor,
                CASE + file.id(),
                "/cases/" + file.id(),
                agency.name(),
                said.values().getOrDefault(what, ""),
                at(said),
                said.values().getOrDefault(Act.REFERENCE, ""),
                awaitedUntil);
    }

    private static Instant at(Entry.Said said) {
        return Instant.parse(said.values().getOrDefault(Act.AT, said.at().toString()));
    }

    /** When an answer is late: at five in the evening of so many working days later. */
    static Instant answerBy(Agency agency, Instant sent) {
        var days = switch (agency) {
            case MASH, LADO, SAFEGUARDING_BOARD -> 1;
            case POLICE, POLICE_YOUTH_OFFICER, PROVIDER, HOSTING_SITE, LA_HELPDESK -> 2;
            case CHANNEL, ICO -> 5;
        };
        var day = sent.atZone(LONDON).toLocalDate();
        while (days > 0) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                days--;
            }
        }
        return day.atTime(EVENING).atZone(LONDON).toInstant();
    }

    List<OutsideRequest> of(CaseFile file) {
        return requests.about(file.school(), CASE + file.id());
    }

    /** That something was asked is a step of the case; what came of it is part of its story too. */
    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        return of(one.file()).stream()
                .flatMap(request -> IntStream.range(0, request.words().size())
                        .mapToObj(place -> happening(one.file(), request, place)))
                .toList();
    }

    private static Happening happening(CaseFile file, OutsideRequest request, int place) {
        var word = request.words().get(place);
        return Happening.of(
                "outside-" + request.id() + "-" + place,
                word.at(),
                word.byName(),
                Words.say("cases.agency." + request.agency()),
                word.kind() == Kind.ANSWERED ? "mail-check" : "phone",
                "/cases/" + file.id() + "#outside-" + request.id(),
                new Happening.Line(Words.say("cases.outside.kind." + word.kind().name()), word.words()));
    }

    /** What keeps a closing step from being done; null where nothing does. */
    @Nullable
    Problems awaited(CaseFile file) {
        var awaited = of(file).stream().filter(OutsideRequest::isAwaited).count();
        return awaited == 0 ? null : Problems.of("outcome", Words.say("cases.outside.awaited", awaited));
    }

    /** Writes down what came of a request. Answers with what has to be put right first; with nothing where it is done. */
    @Transactional
    public Problems say(Actor.Somebody actor, CaseId id, UUID request, Kind kind, String words) {
        var file = door.lockWhole(actor, id).one().file();
        var found = requests.find(actor.school(), request)
                .filter(one -> one.subject().equals(CASE + id))
                .orElseThrow(() -> new NotFound("request " + request));
        var problems = Problems.none()
                .when(words.isBlank(), "words", Words.say("cases.outside.words"))
                .when(words.length() > LONGEST, "words", Words.say("cases.outside.long", LONGEST));
        if (!problems.any()) {
            requests.say(actor, found, kind, words.strip());
            events.publishEvent(new CaseEvent(
                    actor, file.id(), What.OUTSIDE_SAID, Map.of("request", request.toString(), "what", kind.name())));
        }
        return problems;
    }

    /** What is awaited from outside, in the cases that somebody reads; the first to be late first. */
    @Transactional(readOnly = true)
    public List<Asked> awaited(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        var viewer = viewers.of(actor);
        return requests.awaited(actor.school()).stream()
                .filter(request -> request.subject().startsWith(CASE))
                .flatMap(request -> store
                        .cover(actor.school(), CaseId.of(request.subject().substring(CASE.length())))
                        .filter(file -> CasePolicy.sight(viewer, store.facts(file)) == Sight.WHOLE)
                        .map(file -> new Asked(file, request))
                        .stream())
                .toList();
    }
}
