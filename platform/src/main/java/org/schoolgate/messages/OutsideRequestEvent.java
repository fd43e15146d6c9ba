package org.schoolgate.messages;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Something was asked of somebody outside, or came of it. Ids only. */
record OutsideRequestEvent(Actor by, UUID request, String about, String what, String agency) implements Audited {
    @Override
    public String kind() {
        return "outside-request." + what.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String subject() {
        return "outside-request:" + request;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("about", about, "agency", agency);
    }
}
