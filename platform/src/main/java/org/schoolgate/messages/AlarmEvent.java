package org.schoolgate.messages;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/**
 * What happens to an alarm, for the record and for whoever began it.
 *
 * @param about the subject of the alarm
 * @param person who was rung, or who has it
 */
public record AlarmEvent(
        Actor by,
        AlarmId alarm,
        String about,
        What what,
        @Nullable PersonId person,
        Map<String, String> more) implements Audited {
    /** What happened. */
    public enum What {
        BEGUN,
        RUNG,
        HEARD,
        ACKNOWLEDGED,
        CALLED_OFF,
        TEST_OVER,
        REMINDED,
        /** Somebody answered in the name of the telephone provider who was not it. */
        FORGED
    }

    public AlarmEvent {
        more = Map.copyOf(more);
    }

    @Override
    public String kind() {
        return "alarm." + what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String subject() {
        return "alarm:" + alarm;
    }

    @Override
    public Map<String, String> facts() {
        var facts = new HashMap<>(more);
        facts.put("about", about);
        if (person != null) {
            facts.put("person", person.toString());
        }
        return facts;
    }
}
