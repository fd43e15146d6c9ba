package org.schoolgate.agreements;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Component;

/** Who still has to answer in a round, worked out from the roster and the answers each time anew. */
@Component
class ChaseList {
    private final Signers signers;
    private final Dossiers dossiers;
    private final AskStore asks;
    private final Roster roster;
    private final Clock clock;

    ChaseList(Signers signers, Dossiers dossiers, AskStore asks, Roster roster, Clock clock) {
        this.signers = signers;
        this.dossiers = dossiers;
        this.asks = asks;
        this.roster = roster;
        this.clock = clock;
    }

    Progress progress(SchoolId school, Round round, List<ChaseRow> rows) {
        var people = new HashMap<PersonId, Boolean>();
        for (var ask : asks.ofRound(school, round.id())) {
            if (ask.needed().part() != Part.PUPIL) {
                people.merge(
                        ask.needed().signer(),
                        ask.lastWritten().isPresent() || ask.isUnreachable(),
                        Boolean::logicalOr);
            }
        }
        int written = (int) people.values().stream().filter(done -> done).count();
        return Progress.of(round, rows, written, people.size());
    }

    Map<PersonId, Person> subjects(SchoolId school, Collection<PersonId> ids) {
        return roster.persons(school, ids);
    }

    /** Everybody about whom the round wants answers: classes first, in the order of the roster. */
    List<ChaseRow> rows(SchoolId school, Round round) {
        var now = clock.instant();
        var day = Rounds.day(round, LocalDate.ofInstant(now, AcademicYear.LONDON));
        var wanted = new LinkedHashMap<PersonId, LinkedHashSet<Needed>>();
        for (var needed : signers.all(school, round.audiences(), day)) {
            wanted.computeIfAbsent(needed.subject(), subject -> new LinkedHashSet<>())
                    .add(needed);
        }
        for (var ask : asks.ofRound(school, round.id())) {
            // a second parent who was asked too, while the child is here
            Optional.ofNullable(wanted.get(ask.needed().subject())).ifPresent(needs -> needs.add(ask.needed()));
        }
        var shelf = dossiers.about(school, wanted.keySet());
        var known = roster.persons(
                school,
                wanted.values().stream()
                        .flatMap(Collection::stream)
                        .map(Needed::signer)
                        .distinct()
                        .toList());
        var rows = new ArrayList<ChaseRow>();
        var pupils = pupils(school, day);
        var carers = signers.carers(school, pupils.keySet(), day);
        wanted.forEach((subject, needs) -> {
            var pupil = pupils.get(subject);
            var person = pupil == null ? known.get(subject) : pupil.person();
            if (person != null) {
                rows.add(new ChaseRow(
                        person,
                        pupil == null ? group(needs) : group(pupil),
                        needs.stream()
                                .flatMap(need -> answer(round, shelf, known, need, now).stream())
                                .toList(),
                        pupil == null || round.audiences().equals(Set.of(Audience.PARENT))
                                ? List.of()
                                : obstacles(shelf, pupil, carers.getOrDefault(subject, List.of()), now)));
            }
        });
        addUnaskable(round, shelf, pupils, carers, wanted.keySet(), rows, now);
        rows.sort(Comparator.comparing((ChaseRow row) -> order(row, pupils))
                .thenComparing(row -> row.subject().name().sorted()));
        return rows;
    }

    /** Children for whom nobody can be asked are wanted all the same. */
    private void addUnaskable(
            Round round,
            Dossiers.Shelf shelf,
            Map<PersonId, Pupil> pupils,
            Map<PersonId, List<Carer>> carers,
            Collection<PersonId> there,
            List<ChaseRow> rows,
            Instant now) {
        if (round.audiences().stream().noneMatch(Audience::isPupils)) {
            return;
        }
        for (var pupil : pupils.values()) {
            boolean meant = pupil.knownPhase()
                    .map(phase -> round.audiences().contains(Audience.of(phase)))
                    .orElse(true);
            if (meant && !there.contains(pupil.id())) {
                rows.add(new ChaseRow(
                        pupil.person(),
                        group(pupil),
                        List.of(),
                        obstacles(shelf, pupil, carers.getOrDefault(pupil.id(), List.of()), now)));
            }
        }
    }

    private static List<Gap> obstacles(Dossiers.Shelf shelf, Pupil pupil, List<Carer> carers, Instant now) {
        return pupil
                .knownPhase()
                .map(phase -> shelf.of(pupil.id(), Audience.of(phase)).ofPupil(phase, carers, now))
                .map(found -> found instanceof AgreementInForce.No(var audience, var why) ? why : List.<Gap>of())
                .orElseGet(() -> List.of(new Gap.PhaseUnknown()))
                .stream()
                .filter(gap -> !(gap instanceof Gap.Missing))
                .toList();
    }

    private static Optional<ChaseRow.Wanted> answer(
            Round round, Dossiers.Shelf shelf, Map<PersonId, Person> known, Needed needed, Instant now) {
        return Optional.ofNullable(known.get(needed.signer())).map(signer -> {
            var asked = shelf.asksFor(needed).stream()
                    .filter(ask -> round.id().equals(ask.round()))
                    .findFirst();
            return new ChaseRow.Wanted(
                    needed,
                    signer,
                    inRound(round, shelf, needed, asked, now),
                    asked.flatMap(Ask::lastWritten),
                    asked.filter(Ask::isUnreachable).isPresent());
        });
    }

    /** How far somebody is in this round: a yes or a no from before they were asked again is not an answer to it. */
    private static SignerState inRound(
            Round round, Dossiers.Shelf shelf, Needed needed, Optional<Ask> asked, Instant now) {
        var state = shelf.of(needed.subject(), needed.audience()).state(needed.part(), needed.signer(), now);
        return switch (state) {
            case SignerState.Signed(var signature, var until)
            when until.isBefore(round.year().end()) -> pending(asked);
            case SignerState.Refused(var at, var why) when isBefore(at, asked) -> pending(asked);
            case SignerState.Withdrawn(var at, var why) when isBefore(at, asked) -> pending(asked);
            case SignerState other -> other;
        };
    }

    private static SignerState pending(Optional<Ask> asked) {
        return asked.map(Ask::state).orElseGet(SignerState.NotAsked::new);
    }

    private static boolean isBefore(Instant answered, Optional<Ask> asked) {
        return asked.filter(ask -> answered.isBefore(ask.at())).isPresent();
    }

    private Map<PersonId, Pupil> pupils(SchoolId school, LocalDate day) {
        var pupils = new LinkedHashMap<PersonId, Pupil>();
        roster.pupils(school, day).forEach(pupil -> pupils.put(pupil.id(), pupil));
        return pupils;
    }

    private static ChaseRow.Group group(Pupil pupil) {
        var name = pupil.formName();
        return new ChaseRow.Group(
                pupil.knownPhase().map(Audience::of).orElse(Audience.EYFS), pupil.form(), name == null ? "" : name);
    }

    private static ChaseRow.Group group(Collection<Needed> needs) {
        return new ChaseRow.Group(needs.iterator().next().audience(), null, "");
    }

    /** Pupils by year and class, then adults. */
    private static String order(ChaseRow row, Map<PersonId, Pupil> pupils) {
        var pupil = pupils.get(row.subject().id());
        if (pupil == null) {
            return "9 " + row.group().audience();
        }
        var year = pupil.yearGroup();
        return "1 %02d %s".formatted(year == null ? 90 : year + 10, row.group().name());
    }
}
