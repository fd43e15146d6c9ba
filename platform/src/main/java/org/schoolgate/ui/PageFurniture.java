package org.schoolgate.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;

/**
 * What stands on every page around its content and that only a feature knows. A module answers the questions that are
 * its own, by a bean of this type; the first that answers is taken.
 */
public interface PageFurniture {
    /** Who is reading (sign-in). */
    default Optional<Actor> reader(HttpServletRequest request) {
        return Optional.empty();
    }

    /** How the school writes its name (tenancy). */
    default Optional<SchoolSign> sign(SchoolId school) {
        return Optional.empty();
    }

    /** The name over the door, where nobody is signed in and the program serves one school or trust (tenancy). */
    default Optional<SchoolSign> signAtTheDoor() {
        return Optional.empty();
    }

    /** The line under somebody's name, and the picture of a child (roster). */
    default Optional<Badge> badge(Actor reader) {
        return Optional.empty();
    }

    /** What a child's tell button does and who hears it; without a reader, in a class that is signing in (cases). */
    default Optional<TellButton> tell(@Nullable Actor reader) {
        return Optional.empty();
    }

    /** Something that the reader should not forget, on every page until it is done (agreements). */
    default Optional<Reminder> reminder(Actor reader) {
        return Optional.empty();
    }

    /** Whom to ask about the online safety policy (tenancy, roster). */
    default Optional<PolicyContact> contact(Actor reader) {
        return Optional.empty();
    }
}
