package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.web.util.UriUtils;

/** What somebody of the staff said of how the filter treats a site; who it was is not kept with it. */
public record Feedback(UUID id, String site, Kind kind, String words, Instant at) {
    /** In which direction the filter is wrong. */
    public enum Kind {
        /** It closes what a lesson needs. */
        TOO_MUCH,
        /** It lets through what is not for children. */
        TOO_LITTLE;

        /** As people read it. */
        public String label() {
            return say(
                    "filtering.feedback.kind." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** Where it is told why the site is open or closed. */
    public String whyHref() {
        return "/filter/why?site=" + UriUtils.encode(site, StandardCharsets.UTF_8);
    }
}
