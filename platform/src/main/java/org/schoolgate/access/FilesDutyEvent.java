package org.schoolgate.access;

import java.util.Locale;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** An adult was asked to get somebody's work out for them, or it was done. */
public record FilesDutyEvent(Actor by, What what, Hold hold, FilesDuty duty) implements Audited {
    /** What became of it. */
    public enum What {
        PROMISED,
        DONE
    }

    @Override
    public String kind() {
        return "access.files-" + what.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String subject() {
        return "person:" + hold.person();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                "hold", hold.id().toString(),
                "adult", duty.adult().toString(),
                "due", duty.due().toString());
    }
}
