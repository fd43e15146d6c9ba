package org.schoolgate.roster.imports;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** The guard stopped a roster file that would have sent too many away. */
public record ImportStopped(Actor by, ImportId file, Guard guard) implements Audited {
    @Override
    public String kind() {
        return "roster.import-stopped";
    }

    @Override
    public String subject() {
        return "import:" + file;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("leaving", String.valueOf(guard.leaving()), "of", String.valueOf(guard.of()));
    }
}
