package org.schoolgate.gateway.feed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a reader may be online at all; the gateway ends an open state at its end by itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AccessState.Open.class, name = "open"),
    @JsonSubTypes.Type(value = AccessState.Shut.class, name = "shut")
})
public sealed interface AccessState {
    /** May go online, until the end if there is one. */
    record Open(@Nullable Instant until) implements AccessState {}

    /**
     * May not go online.
     *
     * @param code NOT_SIGNED, HELD, NOT_SUPERVISED, EXPIRED or LEFT
     * @param sentence why, and what to do next, in the reader's words
     * @param until when it is expected to end; without {@code then} it ends when the platform says so
     * @param signHere a plain page is redirected to the agreement that is missing
     * @param then what holds from that end by the clock alone, whether or not the platform can be reached; null where
     *     nothing is known to
     */
    record Shut(
            String code,
            String sentence,
            @Nullable Instant until,
            boolean signHere,
            @Nullable Open then) implements AccessState {
        /** One that ends when the platform says so. */
        public Shut(String code, String sentence, @Nullable Instant until, boolean signHere) {
            this(code, sentence, until, signHere, null);
        }
    }

    /** What holds at a moment: a state that knows its own end and what follows has ended by then. */
    default AccessState at(Instant now) {
        return this instanceof Shut(var _, var _, var until, var _, var then)
                        && until != null
                        && then != null
                        && !now.isBefore(until)
                ? then
                : this;
    }
}
