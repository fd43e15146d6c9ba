package org.schoolgate.activity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lines of events as a gateway sends them, turned into rows for COPY. A line that cannot be an event is counted and left
 * out, as it would be one however often it were sent.
 */
final class EventLines {
    private static final int LONGEST_HOST = 300;
    private static final int LONGEST_PATH = 2_000;
    private static final int LONGEST_WORD = 200;
    private static final int MOST_CATEGORIES = 30;

    private final Instant from;
    private final Instant until;
    private final int gateway;
    private final Lookout lookout;
    private final CopyLines rows = new CopyLines();
    private final Set<LocalDate> days = new TreeSet<>();
    private final Set<Seen> noted = new LinkedHashSet<>();
    private int events;
    private int unreadable;

    /** Takes events of this time only; those of a clock gone wrong have no place. */
    EventLines(Instant from, Instant until, int gateway, Lookout lookout) {
        this.from = from;
        this.until = until;
        this.gateway = gateway;
        this.lookout = lookout;
    }

    CopyLines rows() {
        return rows;
    }

    /** The days of the events, in UTC. */
    Set<LocalDate> days() {
        return days;
    }

    /** Those that the lookout wants to know of. */
    Collection<Seen> noted() {
        return noted;
    }

    int events() {
        return events;
    }

    int unreadable() {
        return unreadable;
    }

    EventLines read(byte[] body) {
        int start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                if (i > start) {
                    line(body, start, i - start);
                }
                start = i + 1;
            }
        }
        return this;
    }

    private void line(byte[] body, int offset, int length) {
        try (var parser = Feed.JSON.createParser(body, offset, length)) {
            var event = new Event();
            event.read(parser);
            if (event.isWhole() && !event.at.isBefore(from) && event.at.isBefore(until)) {
                event.write(rows);
                if (event.concerns(lookout)) {
                    noted.add(event.seen(gateway));
                }
                days.add(LocalDate.ofInstant(event.at, ZoneOffset.UTC));
                events++;
                return;
            }
        } catch (JacksonException | DateTimeException _) {
            // Counted below, as one that lacks a field.
        }
        unreadable++;
    }

    /** One event while it is read; fields that a newer gateway added are passed over. */
    private static final class Event {
        private long epoch = -1;
        private long sequence = -1;
        private Instant at = Instant.MIN;
        private @Nullable String reader;
        private @Nullable String session;
        private @Nullable String address;
        private @Nullable String method;
        private @Nullable String host;
        private @Nullable String path;
        private int port;
        private @Nullable String answer;
        private List<String> categories = List.of();
        private String rule = "";
        private long policyEpoch;
        private long policyVersion;
        private long bytes;
        private int millis;
        private String evidence = "";

        void read(JsonParser parser) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var value = parser.nextToken();
                switch (name) {
                    case "epoch" -> epoch = parser.getLongValue();
                    case "sequence" -> sequence = parser.getLongValue();
                    case "at" -> at = Instant.parse(parser.getString());
                    case "reader" -> reader = text(parser, value, LONGEST_WORD);
                    case "session" -> session = text(parser, value, LONGEST_WORD);
                    case "address" -> address = text(parser, value, LONGEST_WORD);
                    case "method" -> method = text(parser, value, LONGEST_WORD);
                    case "host" -> host = text(parser, value, LONGEST_HOST);
                    case "path" -> path = text(parser, value, LONGEST_PATH);
                    case "port" -> port = parser.getIntValue();
                    case "answer" -> answer = text(parser, value, LONGEST_WORD);
                    case "categories" -> categories = texts(parser);
                    case "rule" -> rule = known(text(parser, value, LONGEST_WORD));
                    case "policyEpoch" -> policyEpoch = parser.getLongValue();
                    case "policyVersion" -> policyVersion = parser.getLongValue();
                    case "bytes" -> bytes = parser.getLongValue();
                    case "millis" -> millis = parser.getIntValue();
                    case "evidence" -> evidence = known(text(parser, value, LONGEST_WORD));
                    default -> parser.skipChildren();
                }
            }
        }

        boolean isWhole() {
            return epoch >= 0
                    && sequence >= 0
                    && !at.equals(Instant.MIN)
                    && address != null
                    && method != null
                    && host != null
                    && answer != null;
        }

        boolean concerns(Lookout lookout) {
            return answer != null && lookout.concerns(answer, categories, rule, path);
        }

        Seen seen(int gateway) {
            return new Seen(
                    at,
                    gateway,
                    epoch,
                    sequence,
                    reader,
                    Objects.requireNonNull(address),
                    Objects.requireNonNull(method),
                    Objects.requireNonNull(host),
                    path,
                    SeenAnswer.of(Objects.requireNonNull(answer)),
                    List.copyOf(categories),
                    rule,
                    policyEpoch,
                    policyVersion,
                    bytes,
                    evidence);
        }

        /** In the order of {@link SeenEventStore}'s staging table. */
        void write(CopyLines rows) {
            rows.field(at.toString())
                    .field(epoch)
                    .field(sequence)
                    .field(policyEpoch)
                    .field(policyVersion)
                    .field(bytes)
                    .field(port)
                    .field(millis)
                    .field(reader)
                    .field(session)
                    .field(address)
                    .field(method)
                    .field(host)
                    .field(path)
                    .field(answer)
                    .field(categories)
                    .field(rule)
                    .field(evidence)
                    .endLine();
        }

        private static String known(@Nullable String text) {
            return text == null ? "" : text;
        }

        private static @Nullable String text(JsonParser parser, JsonToken value, int most) {
            if (value == JsonToken.VALUE_NULL) {
                return null;
            }
            var text = parser.getString();
            return text.length() <= most ? text : text.substring(0, most);
        }

        private static List<String> texts(JsonParser parser) {
            var texts = new ArrayList<String>(2);
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                if (texts.size() < MOST_CATEGORIES) {
                    texts.add(parser.getString());
                }
            }
            return texts;
        }
    }
}
