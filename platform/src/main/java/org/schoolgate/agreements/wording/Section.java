package org.schoolgate.agreements.wording;

import java.util.List;

/** Lines of an agreement under one heading, all of one kind and said by one signer. */
public record Section(Part part, Kind kind, String heading, List<Line> lines) {
    public Section {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("nothing stands under " + heading);
        }
    }

    /** Names the section within its text, whatever its heading was changed to. */
    public String key() {
        return part + " " + kind + " " + lines.getFirst().rule();
    }
}
