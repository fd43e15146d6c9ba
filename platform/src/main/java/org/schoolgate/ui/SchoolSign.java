package org.schoolgate.ui;

import org.jspecify.annotations.Nullable;

/**
 * A school as its pages name it.
 *
 * @param trust the trust that it belongs to; null where it stands alone
 */
public record SchoolSign(String name, @Nullable String trust) {}
