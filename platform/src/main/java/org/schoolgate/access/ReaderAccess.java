package org.schoolgate.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementInForce;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.PersonName;

/**
 * One person of the school as a reader: what kind, to whom rules for them are addressed, and whether they may go online.
 *
 * @param audiences references of their classes, their year and phase, or staff; never of the person
 * @param then what a refusal that ends by itself turns into at its end, by the clock alone; null where that is not known
 * @param agreement on what their access stands; null where none is asked
 */
public record ReaderAccess(
        PersonId person,
        PersonName name,
        ReaderKind kind,
        List<ClassId> classes,
        Set<String> audiences,
        @Nullable AgreementInForce agreement,
        AccessDecision decision,
        AccessDecision.@Nullable Allowed then) {
    public ReaderAccess {
        classes = List.copyOf(classes);
        audiences = Set.copyOf(audiences);
    }

    /** Why this reader may not go online and what to do next, in their own words; the first reason only. */
    public Explained explained(AccessDecision.Refused refused) {
        return Explained.to(Audience.of(kind), refused.first(), name.called());
    }
}
