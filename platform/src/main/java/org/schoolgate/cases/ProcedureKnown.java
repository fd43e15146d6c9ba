package org.schoolgate.cases;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Somebody said that they have read a procedure and know what they do in it. */
record ProcedureKnown(Actor by, String procedure, String digest) implements Audited {
    @Override
    public String kind() {
        return "procedure.known";
    }

    @Override
    public String subject() {
        return "procedure:" + procedure;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("text", digest);
    }
}
