package org.schoolgate.gateway.dns;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.journal.Journal;

/**
 * What one turn of the loop gathers. Many questions come in one packet of packets: what became of them is written down
 * together, and only then do their answers go out, together.
 */
final class Turn {
    private final EventLoop loop;
    private final Journal journal;
    private final List<SeenEvent> events = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<Channel> written = new ArrayList<>();
    private final List<Object> messages = new ArrayList<>();
    private final List<ChannelPromise> promises = new ArrayList<>();
    private boolean ends;

    Turn(EventLoop loop, Journal journal) {
        this.loop = loop;
        this.journal = journal;
    }

    void keep(SeenEvent event) {
        events.add(event);
        endSoon();
    }

    /** @param sent told once it has gone out */
    void send(Channel channel, Object message, ChannelPromise sent) {
        channels.add(channel);
        messages.add(message);
        promises.add(sent);
        endSoon();
    }

    private void endSoon() {
        if (!ends) {
            ends = true;
            loop.execute(this::end);
        }
    }

    private void end() {
        ends = false;
        if (!events.isEmpty()) {
            journal.keep(events);
            events.clear();
        }
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            channel.write(messages.get(i), promises.get(i));
            if (!written.contains(channel)) {
                written.add(channel);
            }
        }
        written.forEach(Channel::flush);
        written.clear();
        channels.clear();
        messages.clear();
        promises.clear();
    }
}
