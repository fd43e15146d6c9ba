package org.schoolgate.signin;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * How somebody signs in.
 *
 * @param name what they type: an e-mail address for adults, a name of the school's for pupils
 * @param setAt when the password was set; null where there is none yet
 * @param mustChange why a new password is asked for before anything else; null where none is
 * @param givenBy who gave the password that is in force, where it was somebody else
 * @param givenUntil how long such a password works
 * @param hasPictures whether a secret picture is set
 */
public record Account(
        PersonId person,
        String name,
        @Nullable Instant setAt,
        @Nullable MustChange mustChange,
        @Nullable String givenBy,
        @Nullable Instant givenUntil,
        boolean hasPictures) {
    /** Why a new password is asked for. */
    public enum MustChange {
        FIRST,
        RESET,
        KNOWN
    }

    public boolean hasPassword() {
        return setAt != null;
    }

    public Optional<MustChange> whyChange() {
        return Optional.ofNullable(mustChange);
    }
}
