package org.schoolgate.gateway.dns;

import org.jspecify.annotations.Nullable;

/** One step of a question's way. */
interface Step {
    /** What is said; null where the next step is to be asked, or where the answer comes later. */
    @Nullable
    Answer take(Inquiry inquiry);
}
