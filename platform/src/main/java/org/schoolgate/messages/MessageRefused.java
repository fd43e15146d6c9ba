package org.schoolgate.messages;

import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** A mail server said that it will never take a letter for its address. */
public record MessageRefused(Actor by, UUID message, String letter, String answer) implements Audited {
    @Override
    public String kind() {
        return "message.refused";
    }

    @Override
    public String subject() {
        return "message:" + message;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("letter", letter, "answer", answer);
    }
}
