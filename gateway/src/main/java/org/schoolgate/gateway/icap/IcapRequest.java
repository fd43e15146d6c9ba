package org.schoolgate.gateway.icap;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The head of one ICAP request, with the heads of HTTP that it carries.
 *
 * @param method OPTIONS, REQMOD or RESPMOD
 * @param service the path of the address that was asked
 * @param headers ICAP's own
 * @param request the head of the HTTP request, byte for byte as a letter of ISO 8859-1; null where there is none
 * @param response the head of the HTTP response, likewise
 * @param hasBody whether a body follows
 */
record IcapRequest(
        String method,
        String service,
        HttpHeaders headers,
        @Nullable String request,
        @Nullable String response,
        boolean hasBody) {
    static final String PREVIEW = "Preview";

    /** Whether the body comes only so far, until it is asked for the rest. */
    boolean hasPreview() {
        return hasBody && headers.contains(PREVIEW);
    }

    /** How many bytes of the body come unasked at most; none where that is no number. */
    int previewSize() {
        String digits = headers.get(PREVIEW, "").strip();
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    /** Whether "as it was" may be said in one line. */
    boolean allowsNoModification() {
        return headers.containsValue("Allow", "204", true);
    }

    boolean closes() {
        return headers.containsValue("Connection", "close", true);
    }
}
