package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.documents.Evidence;
import org.schoolgate.ui.Dates;

/** What pages say of evidence. */
public final class EvidenceWords {
    private EvidenceWords() {}

    /** What it is and when it was taken. */
    public static String line(Evidence one) {
        return say("cases.evidence.line", kind(one), Dates.moment(one.capturedAt()));
    }

    public static String kind(Evidence one) {
        return say("cases.evidence.kind." + one.kind().name());
    }

    /** What sort of file, and how large. */
    public static String file(Evidence.File file) {
        return say(
                "cases.evidence.file",
                say("cases.evidence.type." + file.type().name()),
                String.valueOf(Math.max(1, file.size() / 1024)));
    }

    /** What was done with it, to whom or why. */
    public static String step(Evidence.Custody custody) {
        return say("cases.evidence.step." + custody.step().name());
    }

    public static String icon(Evidence one) {
        if (one.file() == null) {
            return "map-pin";
        }
        return one.file().type().isPicture() ? "image" : "file-text";
    }

    public static String icon(Evidence.Step step) {
        return switch (step) {
            case RECEIVED -> "save";
            case VIEWED -> "eye";
            case HANDED -> "hand";
            case EXPORTED -> "download";
            case DESTRUCTION_ASKED -> "flag";
            case DESTROYED -> "trash-2";
        };
    }
}
