package org.schoolgate.roster;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** A room was written down, or is called something else now. */
public record RoomNamed(Actor by, RoomId room, String name) implements Audited {
    @Override
    public String kind() {
        return "roster.room-named";
    }

    @Override
    public String subject() {
        return "room:" + room;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("name", name);
    }
}
