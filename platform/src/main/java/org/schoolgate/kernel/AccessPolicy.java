package org.schoolgate.kernel;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which role may do what in one module, as one table that pages ask and a test reads.
 *
 * @param <O> the module's operations
 */
public final class AccessPolicy<O extends Enum<O>> {
    private final Map<O, Set<Role>> allowed;

    private AccessPolicy(Map<O, Set<Role>> allowed) {
        this.allowed = allowed;
    }

    /** A policy over all {@code operations}; what is not allowed in it is refused. */
    public static <O extends Enum<O>> Table<O> over(Class<O> operations) {
        return new Table<>(operations);
    }

    /** Whether any role of {@code actor} may do this. The program itself may: who told it to was asked before. */
    public boolean allows(Actor actor, O operation) {
        if (actor instanceof Actor.Schoolgate) {
            return true;
        }
        var roles = allowed.getOrDefault(operation, Set.of());
        return actor.roles().stream().anyMatch(roles::contains);
    }

    /** Lets {@code actor} go on, or refuses. */
    public void require(Actor actor, O operation) {
        if (!allows(actor, operation)) {
            throw new Forbidden(actor, operation.name());
        }
    }

    /** The roles that may do this, for the matrix test and for pages that say whom to ask. */
    public Set<Role> rolesFor(O operation) {
        return allowed.getOrDefault(operation, Set.of());
    }

    /** A policy being written down, one operation a line. */
    public static final class Table<O extends Enum<O>> {
        private final EnumMap<O, Set<Role>> allowed;

        private Table(Class<O> operations) {
            this.allowed = new EnumMap<>(operations);
        }

        public Table<O> allow(O operation, Role first, Role... others) {
            allowed.put(operation, EnumSet.of(first, others));
            return this;
        }

        public AccessPolicy<O> done() {
            return new AccessPolicy<>(new EnumMap<>(allowed));
        }
    }
}
