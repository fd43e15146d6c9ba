package org.schoolgate.kernel;

/** A thing that is not there, or not this actor's to see: another school's record is not there. */
public class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String what) {
        super(what);
    }
}
