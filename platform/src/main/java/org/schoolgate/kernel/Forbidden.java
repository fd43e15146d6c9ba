package org.schoolgate.kernel;

/** An act that this actor's roles do not allow; people see a plain page that says whom to ask. */
public class Forbidden extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operation;

    public Forbidden(Actor actor, String operation) {
        super("%s may not %s as %s"
                .formatted(actor.personId().map(PersonId::toString).orElse("nobody"), operation, actor.roles()));
        this.operation = operation;
    }

    public String operation() {
        return operation;
    }
}
