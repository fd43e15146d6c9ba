package org.schoolgate.access;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;

/** Somebody's access was held, or a hold was lifted. */
public sealed interface HoldEvent extends ChangesPolicy {
    Hold hold();

    @Override
    default Affected affected() {
        return Affected.person(hold().person());
    }

    @Override
    default String subject() {
        return "person:" + hold().person();
    }

    /** From now on, or from a day to come, somebody may not use something. */
    record Placed(Actor by, Hold hold) implements HoldEvent {
        @Override
        public String kind() {
            return "access.hold-placed";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "hold", hold.id().toString(),
                    "why", hold.kind().name(),
                    "scope", hold.scope().toString(),
                    "reason", hold.reason(),
                    "from", hold.from().toString(),
                    "until", hold.until() == null ? "" : hold.until().toString());
        }
    }

    /** It was lifted before its end. */
    record Lifted(Actor by, Hold hold, String reason) implements HoldEvent {
        @Override
        public String kind() {
            return "access.hold-lifted";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("hold", hold.id().toString(), "why", hold.kind().name(), "reason", reason);
        }
    }
}
