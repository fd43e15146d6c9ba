package org.schoolgate.messages;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;

/**
 * Somebody on the phone ladder.
 *
 * @param number as it is dialled, {@code +447700900123}; empty where there is none
 * @param channels in the order in which they are tried
 * @param hours when they are rung
 */
public record Rung(UUID id, PersonId person, String name, String number, List<Channel> channels, Set<Hours> hours) {
    public Rung {
        channels = List.copyOf(channels);
        hours = Set.copyOf(hours);
    }

    /** What it takes to reach them so is there. */
    boolean has(Channel channel) {
        return switch (channel) {
            case CALL -> !number.isEmpty();
            case TEXT -> PhoneNumber.read(number).filter(PhoneNumber::isMobile).isPresent();
            case EMAIL -> true;
        };
    }
}
