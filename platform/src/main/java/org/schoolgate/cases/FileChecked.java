package org.schoolgate.cases;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Somebody looked whether a file that came from another school is whole. Of the file nothing is kept. */
record FileChecked(Actor.Somebody by, boolean whole) implements Audited {
    @Override
    public String kind() {
        return "case.file-checked";
    }

    @Override
    public String subject() {
        return "person:" + by.person();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("whole", String.valueOf(whole));
    }
}
