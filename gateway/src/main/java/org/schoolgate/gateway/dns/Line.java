package org.schoolgate.gateway.dns;

import io.netty.channel.Channel;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/** One port of ours that a name server answers to, and what is expected there by its number. */
final class Line {
    private final Channel channel;
    private final Chance chance;
    private final IntObjectMap<Upstream.Pending> expected = new IntObjectHashMap<>();
    private int asked;

    Line(Channel channel, Chance chance) {
        this.channel = channel;
        this.chance = chance;
    }

    Channel channel() {
        return channel;
    }

    int asked() {
        return asked;
    }

    boolean isQuiet() {
        return expected.isEmpty();
    }

    /** Expects an answer from now on, and gives its number. */
    int expect(Upstream.Pending pending) {
        int id = chance.u16();
        while (expected.containsKey(id)) {
            id = chance.u16();
        }
        expected.put(id, pending);
        asked++;
        return id;
    }

    Upstream.@Nullable Pending expected(int id) {
        return expected.get(id);
    }

    void forget(int id) {
        expected.remove(id);
    }
}
