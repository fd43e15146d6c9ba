package org.schoolgate.ui;

import org.jspecify.annotations.Nullable;

/**
 * What stands beside somebody's name: "Year 6, Kingfishers", "Head teacher".
 *
 * @param picture a young child's own picture; null for everybody else
 */
public record Badge(String line, @Nullable Picto picture) {}
