package org.schoolgate.gateway.files;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a file beside its bytes.
 *
 * @param sent whether somebody sends it to a site; false where they fetch it
 * @param encoding how it is coded on the way (Content-Encoding); null for not at all
 * @param name what it will be called; null where nobody says
 * @param type what it is said to be (Content-Type); null where nobody says
 * @param noPrograms whether its reader may fetch no programs, so that archives are looked into
 */
public record FileHead(
        boolean sent,
        @Nullable String encoding,
        @Nullable String name,
        @Nullable String type,
        boolean noPrograms) {
    private static final String EVENTS = "text/event-stream";

    /** Whether it is a form that is sent in parts, of which some may be files. */
    public boolean isForm() {
        return sent && type != null && Multipart.isMultipart(type);
    }

    /** Whether it is fetched as a stream of events, which a site sends one by one as they happen. */
    public boolean isEvents() {
        return !sent && type != null && type.regionMatches(true, 0, EVENTS, 0, EVENTS.length());
    }
}
