package org.schoolgate.tenancy;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.ChangesPolicy;

/** A school decided to do something differently from now on. */
public record SettingChanged(Actor by, String key, String before, String after, String reason)
        implements ChangesPolicy {
    @Override
    public String kind() {
        return "setting.changed";
    }

    @Override
    public String subject() {
        return "setting:" + key;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("before", before, "after", after, "reason", reason);
    }
}
