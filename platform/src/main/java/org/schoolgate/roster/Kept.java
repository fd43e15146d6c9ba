package org.schoolgate.roster;

import java.util.List;
import org.schoolgate.kernel.PersonId;

/** What became of what somebody wrote down of a person by hand. */
public sealed interface Kept {
    record Done(PersonId id) implements Kept {}

    /** It was so already. */
    record Unchanged(PersonId id) implements Kept {}

    record WrongUpn(Upn.Check why) implements Kept {}

    /** The school knows somebody else by this number. */
    record UpnTaken(Person by) implements Kept {}

    /** The school knows people who may be the same; whoever writes has to say. */
    record Alike(List<Person> known) implements Kept {}

    /** The person meant is a child where an adult is asked for, or the other way round. */
    record OtherKind(Person person) implements Kept {}

    /** Another guardian of the child has this place in the order. */
    record OrderTaken(Person by) implements Kept {}

    /** The role is not given like that. */
    record NoRole(RoleOutcome why) implements Kept {}
}
