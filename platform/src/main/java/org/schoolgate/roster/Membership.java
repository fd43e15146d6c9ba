package org.schoolgate.roster;

import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;

/** A role that somebody holds or held in the school. */
public record Membership(
        Role role, Span span, Source source, @Nullable LeavingReason endedBecause) {}
