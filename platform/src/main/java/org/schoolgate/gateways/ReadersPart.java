package org.schoolgate.gateways;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Instant;
import java.time.LocalDate;
import org.schoolgate.access.Access;
import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.ReaderAccess;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.gateway.feed.AccessState;
import org.springframework.stereotype.Component;

/** Everybody who reads, with whether they may go online, and the device tokens that stand for them. */
@Component
class ReadersPart implements PolicyPart {
    private final Access access;
    private final Pseudonyms pseudonyms;
    private final ProxyTokenStore tokens;

    ReadersPart(Access access, Pseudonyms pseudonyms, ProxyTokenStore tokens) {
        this.access = access;
        this.pseudonyms = pseudonyms;
        this.tokens = tokens;
    }

    @Override
    public void addTo(PolicyDraft draft) {
        var readers = access.readers(draft.school(), draft.at());
        draft.know(pseudonyms.of(
                draft.school(), readers.stream().map(ReaderAccess::person).toList()));
        for (var reader : readers) {
            draft.reader(
                    reader.person(),
                    reader.kind().profile(),
                    reader.audiences(),
                    reader.kind() == ReaderKind.STAFF,
                    state(reader));
            reader.decision().turnsAt().ifPresent(draft::turnsAt);
        }
        tokens.inForce(draft.school()).forEach(draft::token);
        // who has joined, moved or left is another question on another day
        draft.turnsAt(LocalDate.ofInstant(draft.at(), LONDON)
                .plusDays(1)
                .atStartOfDay(LONDON)
                .toInstant());
    }

    private static AccessState state(ReaderAccess reader) {
        return switch (reader.decision()) {
            case AccessDecision.Allowed(var until) -> new AccessState.Open(until.equals(Instant.MAX) ? null : until);
            case AccessDecision.Refused refused ->
                new AccessState.Shut(
                        refused.first().sort().name(),
                        reader.explained(refused).sentence(),
                        refused.until().orElse(null),
                        refused.first().signHere());
        };
    }
}
