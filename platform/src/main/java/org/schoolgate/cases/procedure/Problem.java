package org.schoolgate.cases.procedure;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in a definition, in a sentence for whoever wrote it.
 *
 * @param step where it is; null where it is not in one step
 */
public record Problem(@Nullable String step, String sentence) {}
