package org.schoolgate.roster.imports;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.ChangesPolicy;

/** A roster file was applied. */
public record RosterImported(Actor by, ImportId file, String digest, RosterImport.Result result)
        implements ChangesPolicy {
    @Override
    public String kind() {
        return "roster.imported";
    }

    @Override
    public String subject() {
        return "import:" + file;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                "sha-256", digest,
                "joined", String.valueOf(result.joined()),
                "moved", String.valueOf(result.moved()),
                "left", String.valueOf(result.left()),
                "changed", String.valueOf(result.changed()),
                "rejected", String.valueOf(result.rejected()));
    }
}
