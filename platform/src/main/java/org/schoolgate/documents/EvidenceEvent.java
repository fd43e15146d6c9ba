package org.schoolgate.documents;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Occurrence;

/** What happens to evidence, for the record of what it belongs to. */
public record EvidenceEvent(Actor by, String subject, What what, Map<String, String> facts) implements Occurrence {
    /** What happened. */
    public enum What {
        KEPT,
        /** Something was brought that is not taken. */
        REFUSED,
        OPENED,
        /** Somebody asked to open what stays shut. */
        STAYED_SHUT,
        HANDED,
        EXPORTED,
        DESTRUCTION_ASKED,
        DESTROYED
    }

    public EvidenceEvent {
        facts = Map.copyOf(facts);
    }

    /** Of one piece. */
    public static EvidenceEvent of(Actor by, Evidence evidence, What what) {
        return new EvidenceEvent(
                by,
                evidence.subject(),
                what,
                Map.of(
                        "evidence",
                        evidence.id().toString(),
                        "digest",
                        evidence.file() == null ? "" : evidence.file().digest()));
    }

    @Override
    public String area() {
        return "evidence";
    }
}
