package org.schoolgate.gateways;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.access.Access;
import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.ReaderAccess;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Component;

/**
 * Everybody who reads, with whether they may go online, and the device tokens that stand for them. Of what was worked out
 * for the version before, all is kept that neither a change nor the clock has touched: most changes are of one person, or
 * of a rule, in a school of hundreds.
 */
@Component
class ReadersPart implements PolicyPart {
    private final Access access;
    private final Pseudonyms pseudonyms;
    private final ProxyTokenStore tokens;
    private final Map<SchoolId, Readers> newest = new ConcurrentHashMap<>();

    ReadersPart(Access access, Pseudonyms pseudonyms, ProxyTokenStore tokens) {
        this.access = access;
        this.pseudonyms = pseudonyms;
        this.tokens = tokens;
    }

    /** The readers of one version of a school's policy, with their pseudonyms. */
    private record Readers(FeedVersion version, Instant at, List<Known> all, Map<PersonId, String> refs) {}

    /** A reader, with how their access is put into words. */
    private record Known(ReaderAccess access, AccessState state) {
        static Known of(ReaderAccess access) {
            return new Known(access, stateOf(access));
        }

        PersonId person() {
            return access.person();
        }

        /** Whether the clock alone has made it another since. */
        boolean hasTurned(Instant now) {
            return access.decision()
                    .turnsAt()
                    .filter(turn -> !turn.isAfter(now))
                    .isPresent();
        }
    }

    @Override
    public void addTo(PolicyDraft draft) {
        var before = newest.get(draft.school());
        var readers = before != null && isOfSameDay(before, draft) ? changed(before, draft) : all(draft);
        newest.put(draft.school(), readers);
        draft.know(readers.refs());
        for (var known : readers.all()) {
            var reader = known.access();
            draft.reader(
                    reader.person(),
                    reader.kind().profile(),
                    reader.audiences(),
                    reader.kind() == ReaderKind.STAFF,
                    known.state());
            reader.decision().turnsAt().ifPresent(draft::turnsAt);
        }
        tokens.inForce(draft.school()).forEach(draft::token);
        // who has joined, moved or left is another question on another day
        draft.turnsAt(day(draft.at()).plusDays(1).atStartOfDay(LONDON).toInstant());
    }

    private static boolean isOfSameDay(Readers before, PolicyDraft draft) {
        return !draft.at().isBefore(before.at())
                && day(draft.at()).equals(day(before.at()))
                && !draft.since(before.version()).everybody();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, LONDON);
    }

    private Readers all(PolicyDraft draft) {
        var all = access.readers(draft.school(), draft.at());
        return new Readers(
                draft.version(), draft.at(), all.stream().map(Known::of).toList(), refs(draft, all));
    }

    private Readers changed(Readers before, PolicyDraft draft) {
        var affected = draft.since(before.version());
        var again = before.all().stream()
                .filter(known -> known.hasTurned(draft.at())
                        || affected.includes(known.person(), known.access().classes()))
                .map(Known::person)
                .collect(Collectors.toSet());
        again.addAll(affected.people());
        if (again.isEmpty()) {
            return new Readers(draft.version(), draft.at(), before.all(), before.refs());
        }
        var fresh = access.readers(draft.school(), again, draft.at());
        var refs = new HashMap<>(before.refs());
        refs.putAll(refs(draft, fresh));
        return new Readers(
                draft.version(),
                draft.at(),
                Stream.concat(
                                before.all().stream().filter(known -> !again.contains(known.person())),
                                fresh.stream().map(Known::of))
                        .toList(),
                refs);
    }

    private Map<PersonId, String> refs(PolicyDraft draft, List<ReaderAccess> readers) {
        return pseudonyms.of(
                draft.school(), readers.stream().map(ReaderAccess::person).toList());
    }

    private static AccessState stateOf(ReaderAccess reader) {
        return switch (reader.decision()) {
            case AccessDecision.Allowed open -> open(open);
            case AccessDecision.Refused refused ->
                new AccessState.Shut(
                        refused.first().sort().name(),
                        reader.explained(refused).sentence(),
                        refused.until().orElse(null),
                        refused.first().signHere(),
                        reader.then() == null ? null : open(reader.then()));
        };
    }

    private static AccessState.Open open(AccessDecision.Allowed allowed) {
        return new AccessState.Open(allowed.until().equals(Instant.MAX) ? null : allowed.until());
    }
}
