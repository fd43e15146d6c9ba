package org.schoolgate.tenancy;

import java.lang.ScopedValue.CallableOp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.SchoolId;

/**
 * Whose rows the current thread may touch. Every transaction begins inside a school's scope, or inside one that says
 * outright that it belongs to none; anything else is refused, so that a forgotten tenant is an error and never an empty
 * answer.
 */
public final class Tenants {
    private static final ScopedValue<Scope> SCOPE = ScopedValue.newInstance();

    /** @param school null for a scope that belongs to no school */
    private record Scope(@Nullable SchoolId school) {}

    private Tenants() {}

    /** Does the work as {@code school}; transactions that begin in it see and write this school's rows only. */
    public static <T, X extends Throwable> T within(SchoolId school, CallableOp<T, X> work) throws X {
        return ScopedValue.where(SCOPE, new Scope(school)).call(work);
    }

    /** Does the work as {@code school}. */
    public static void within(SchoolId school, Runnable work) {
        ScopedValue.where(SCOPE, new Scope(school)).run(work);
    }

    /** Does work that belongs to no school: the list of schools, the directory, the program's own jobs. */
    public static <T, X extends Throwable> T untenanted(CallableOp<T, X> work) throws X {
        return ScopedValue.where(SCOPE, new Scope(null)).call(work);
    }

    /** Does work that belongs to no school. */
    public static void untenanted(Runnable work) {
        ScopedValue.where(SCOPE, new Scope(null)).run(work);
    }

    /** The work, bound to the school of the thread that hands it over: for executors and timers. */
    public static Runnable carrying(Runnable work) {
        var scope = scope();
        return () -> ScopedValue.where(SCOPE, scope).run(work);
    }

    /** The school in whose scope this thread is, if it is in one. */
    public static Optional<SchoolId> current() {
        return SCOPE.isBound() ? Optional.ofNullable(SCOPE.get().school()) : Optional.empty();
    }

    /** The school of a transaction that is about to begin; empty when it belongs to none. */
    static Optional<SchoolId> ofTransaction() {
        return Optional.ofNullable(scope().school());
    }

    private static Scope scope() {
        if (!SCOPE.isBound()) {
            throw new IllegalStateException(
                    "no school is set: begin inside Tenants.within(school, ...) or, where rows belong to no school,"
                            + " inside Tenants.untenanted(...)");
        }
        return SCOPE.get();
    }
}
