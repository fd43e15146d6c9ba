package org.schoolgate.agreements;

import java.util.List;
import java.util.Set;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.Caution;

/**
 * Who must sign at this school, and for how long (CFG-30).
 *
 * @param childrenSign the phases whose pupils sign their own part beside the parent's
 * @param everyGuardian whether every guardian must say yes, or one is enough as long as nobody says no
 * @param yearly whether a yes ends with the school year
 */
public record SigningRules(Set<Phase> childrenSign, boolean everyGuardian, boolean yearly) {
    public SigningRules {
        childrenSign = Set.copyOf(childrenSign);
    }

    /**
     * Whom to ask for a child, of its carers in the order in which the school writes to them. Where one yes is enough it
     * asks one: who asks two may need the word of both. It asks nobody while a court order is noted and what it means
     * for signing is not.
     */
    List<PersonId> toAsk(List<Carer> carers) {
        var signers = carers.stream().filter(Carer::mayAgree).toList();
        if (any(signers, Caution.COURT_ORDER)) {
            return List.of();
        }
        return signers.stream()
                .limit(everyGuardian || any(signers, Caution.CONFLICT) ? Long.MAX_VALUE : 1)
                .map(Carer::person)
                .toList();
    }

    private static boolean any(List<Carer> carers, Caution caution) {
        return carers.stream().anyMatch(carer -> carer.caution() == caution);
    }
}
