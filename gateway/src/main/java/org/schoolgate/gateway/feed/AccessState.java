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
     * @param until when it is expected to end; it ends when the platform says so
     * @param signHere a plain page is redirected to the agreement that is missing
     */
    record Shut(String code, String sentence, @Nullable Instant until, boolean signHere) implements AccessState {}
}
