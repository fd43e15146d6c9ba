package org.schoolgate.gateway.cli;

import static org.schoolgate.gateway.Wire.as;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schoolgate.gateway.Wire;
import org.schoolgate.gateway.feed.SeenEvent;

/** Somebody who reads page after page, by connections that are kept or by a new one for each. */
final class Reading implements Runnable {
    private final InetSocketAddress proxy;
    private final String name;
    private final boolean keeps;
    private final Queue<String> answered;
    private final Queue<String> failed;
    private final AtomicBoolean over;

    Reading(
            InetSocketAddress proxy,
            String name,
            boolean keeps,
            Queue<String> answered,
            Queue<String> failed,
            AtomicBoolean over) {
        this.proxy = proxy;
        this.name = name;
        this.keeps = keeps;
        this.answered = answered;
        this.failed = failed;
        this.over = over;
    }

    @Override
    public void run() {
        Wire wire = null;
        for (int i = 0; !over.get(); i++) {
            String path = "/" + name + "-" + i;
            try {
                wire = wire == null ? Wire.to(proxy) : wire;
                Wire.Answer answer = wire.get("http://maps.example" + path, as("priya"));
                if (answer.status() == 200 && answer.body().equals("hello")) {
                    answered.add(path);
                } else {
                    failed.add(path + " " + answer.status());
                }
                if (!keeps || "close".equals(answer.header("Connection"))) {
                    wire.close();
                    wire = null;
                }
            } catch (IOException e) {
                failed.add(path + " " + e);
                wire = null;
            }
        }
    }

    /** Of which pages there are events. */
    static Set<String> paths(Collection<SeenEvent> events) {
        Set<String> paths = new HashSet<>();
        events.forEach(event -> paths.add(event.path()));
        return paths;
    }
}
