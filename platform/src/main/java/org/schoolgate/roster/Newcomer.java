package org.schoolgate.roster;

import org.schoolgate.kernel.PersonId;

/** What somebody answered when asked whether a newcomer is a person whom the school knows. */
public sealed interface Newcomer {
    record NotAsked() implements Newcomer {}

    record SomebodyNew() implements Newcomer {}

    record Known(PersonId id) implements Newcomer {}
}
