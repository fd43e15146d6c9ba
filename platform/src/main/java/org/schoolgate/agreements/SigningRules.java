package org.schoolgate.agreements;

import java.util.Set;
import org.schoolgate.kernel.Phase;

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
}
