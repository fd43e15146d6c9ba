package org.schoolgate.agreements.wording;

import java.util.Arrays;
import java.util.Optional;

/** Who says a line of the library. */
public enum Voice {
    EYFS("EYFS", Part.PUPIL),
    KS1("KS1", Part.PUPIL),
    KS2("KS2", Part.PUPIL),
    PARENT_FOR_CHILD("Parent for child", Part.PARENT_FOR_CHILD),
    PARENT("Parent", Part.OWN),
    STAFF("Staff", Part.OWN),
    DEVICE("Device", Part.OWN),
    OTHER_ADULT("Other adult", Part.OWN);

    private final String label;
    private final Part part;

    Voice(String label, Part part) {
        this.label = label;
        this.part = part;
    }

    /** The voice of one part of a text. */
    public static Voice of(Audience audience, Part part) {
        if (!audience.parts().contains(part)) {
            throw new IllegalArgumentException("no %s part in a text for %s".formatted(part, audience));
        }
        return part == Part.PARENT_FOR_CHILD
                ? PARENT_FOR_CHILD
                : switch (audience) {
                    case EYFS -> EYFS;
                    case KS1 -> KS1;
                    case KS2 -> KS2;
                    case STAFF -> STAFF;
                    case DEVICE -> DEVICE;
                    case OTHER_ADULT -> OTHER_ADULT;
                    case PARENT -> PARENT;
                };
    }

    static Optional<Voice> labelled(String label) {
        return Arrays.stream(values())
                .filter(voice -> voice.label.equals(label))
                .findFirst();
    }

    public Part part() {
        return part;
    }
}
