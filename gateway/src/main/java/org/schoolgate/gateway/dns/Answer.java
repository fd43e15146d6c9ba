package org.schoolgate.gateway.dns;

import org.jspecify.annotations.Nullable;

/**
 * What is said to a question.
 *
 * @param seconds for how long whoever asked may keep it
 * @param why told to clients that understand it; null where there is nothing to explain
 */
record Answer(
        int code, Sections sections, int seconds, @Nullable Explanation why) {}
