package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.roster.Kept;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.RoleOutcome;
import org.schoolgate.roster.Upn;
import org.schoolgate.ui.Problems;

/** What is said where something that was typed of a person could not be kept. */
final class KeptWords {
    private KeptWords() {}

    /** What is wrong, beside the field that it is about; nothing where it was kept. */
    static Problems problems(Kept kept) {
        return switch (kept) {
            case Kept.Done _, Kept.Unchanged _ -> Problems.none();
            case Kept.WrongUpn(var why) -> Problems.of("upn", upn(why));
            case Kept.UpnTaken(var by) -> Problems.of("upn", say("roster.form.upn.taken", called(by)));
            case Kept.Alike(var known) -> Problems.of("same", say("roster.same.choose", called(known.getFirst())));
            case Kept.OtherKind(var person) -> Problems.of("same", say("roster.form.other-kind", called(person)));
            case Kept.OrderTaken(var by) -> Problems.of("order", say("roster.form.order.taken", called(by)));
            case Kept.NoRole(var why) -> Problems.of("role", role(why));
        };
    }

    private static String upn(Upn.Check why) {
        return switch (why) {
            case Upn.Check.WrongLetter(var expected) -> say("roster.form.upn.letter", String.valueOf(expected));
            case Upn.Check.Malformed() -> say("roster.form.upn.malformed");
            case Upn.Check.Good(var good) -> throw new IllegalStateException("nothing is wrong with " + good);
        };
    }

    /** Why a role was not given or taken. */
    static String role(RoleOutcome why) {
        return switch (why) {
            case RoleOutcome.AlreadySo() -> say("roster.role.already");
            case RoleOutcome.OwnRole() -> say("roster.role.own");
            case RoleOutcome.LastHead() -> say("roster.role.last-head");
            case RoleOutcome.IsAPupil() -> say("roster.role.pupil");
            case RoleOutcome.Done() -> throw new IllegalStateException("the role was given");
        };
    }

    private static String called(Person person) {
        return person.name().full();
    }
}
