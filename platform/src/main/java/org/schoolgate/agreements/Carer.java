package org.schoolgate.agreements;

import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Caution;

/**
 * Somebody who has the care of a child, as far as signing goes.
 *
 * @param mayAgree whether the school may take their word for the child
 * @param caution a conflict: one of them does not speak for the other; a court order, where they may agree: nobody has
 *     yet put into the records what it means for signing
 */
public record Carer(PersonId person, boolean mayAgree, Caution caution) {}
