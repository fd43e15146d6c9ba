package org.schoolgate.kernel;

/** An act that this actor's roles do not allow; people see a plain page that says whom to ask. */
public class Forbidden extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Actor by;
    private final String operation;

    public Forbidden(Actor by, String operation) {
        super("%s may not %s as %s"
                .formatted(by.personId().map(PersonId::toString).orElse("nobody"), operation, by.roles()));
        this.by = by;
        this.operation = operation;
    }

    /** Whoever wanted it. */
    public Actor by() {
        return by;
    }

    public String operation() {
        return operation;
    }
}
