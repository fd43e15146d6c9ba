package org.schoolgate.access;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Membership;
import org.schoolgate.roster.Span;

/** Somebody's time at the school as it concerns a day, and in which roles. */
record Enrolled(Enrolment enrolment, Set<Role> roles) {
    private static final Enrolled NOWHERE = new Enrolled(new Enrolment.Unknown(), Set.of());

    /** What holds that day; else what is to begin next; else what ended last. */
    static Enrolled on(LocalDate day, Collection<Membership> memberships) {
        var now = memberships.stream().filter(one -> one.span().contains(day)).toList();
        if (!now.isEmpty()) {
            return of(now);
        }
        return memberships.stream()
                .filter(one -> one.span().firstDay().isAfter(day))
                .min(Comparator.comparing(one -> one.span().firstDay()))
                .or(() -> memberships.stream()
                        .filter(one -> one.span().isOverBefore(day))
                        .max(Comparator.comparing(one -> lastDay(one.span()))))
                .map(one -> of(List.of(one)))
                .orElse(NOWHERE);
    }

    boolean isReader() {
        return roles.stream().anyMatch(ReaderKind.ROLES::contains);
    }

    private static Enrolled of(List<Membership> memberships) {
        var spans = memberships.stream().map(Membership::span).toList();
        var first = spans.stream()
                .map(Span::firstDay)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Enrolled(
                new Enrolment.Days(first, last(spans)),
                memberships.stream().map(Membership::role).collect(Collectors.toUnmodifiableSet()));
    }

    private static @Nullable LocalDate last(List<Span> spans) {
        return spans.stream().anyMatch(span -> span.lastDay() == null)
                ? null
                : spans.stream()
                        .map(Enrolled::lastDay)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
    }

    private static LocalDate lastDay(Span span) {
        return span.lastDay() == null ? LocalDate.MAX : span.lastDay();
    }
}
