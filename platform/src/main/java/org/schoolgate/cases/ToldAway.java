package org.schoolgate.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Sealing;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What children tell while the network is away. Their device seals it to this installation's key, keeps it, and sends it when
 * it can, whoever sits there by then. It counts as told by the child whose page it was, at the time of the press.
 */
@Service
public class ToldAway {
    /** How far ahead of the server's clock a press may seem to be. */
    private static final Duration NEARLY = Duration.ofMinutes(2);

    private static final long YEAR_9999 = 253_402_300_799_999L;

    private final TellingKeys keys;
    private final PressTickets tickets;
    private final Reports reports;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    ToldAway(TellingKeys keys, PressTickets tickets, Reports reports, Clock clock) {
        this.keys = keys;
        this.tickets = tickets;
        this.reports = reports;
        this.clock = clock;
    }

    /** What a child's page carries, so that its device can keep what they tell. */
    public Sealing sealing(Actor.Somebody child) {
        var key = keys.current();
        return new Sealing(key.id(), key.spki(), tickets.issue(child));
    }

    /** The report that a press on this child's page comes to, also when it was sent by an ordinary form. */
    public Optional<ReportId> report(Actor.Somebody child, String ticket, int press) {
        return tickets.read(ticket)
                .filter(read -> read.isOf(child) && isPress(press))
                .map(read -> read.report(press));
    }

    /** Takes what a device sends, once or again and again; empty where it does not open or nobody's page sealed it. */
    public Optional<ReportId> arrive(String sealed) {
        return Envelope.read(sealed)
                .flatMap(envelope -> envelope.open(keys))
                .flatMap(this::said)
                .map(said -> Tenants.within(
                        said.ticket().school(),
                        () -> reports.arrive(
                                        said.ticket().child(), said.ticket().report(said.press()), said.words())
                                .id()));
    }

    private record Said(PressTicket ticket, int press, Reports.Away words) {}

    private Optional<Said> said(String text) {
        try {
            var said = json.readTree(text);
            int press = said.path("press").asInt(-1);
            return tickets.read(said.path("ticket").asString(""))
                    .filter(_ -> isPress(press))
                    .map(ticket -> new Said(ticket, press, words(ticket, said)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private Reports.Away words(PressTicket ticket, JsonNode said) {
        var now = clock.instant();
        var pressed = said.path("pressed").asLong(-1);
        var loaded = said.path("loaded").asLong(Long.MAX_VALUE);
        var told = told(ticket, loaded, pressed, now);
        return new Reports.Away(
                Arrays.stream(Matter.values())
                        .filter(one -> one.name().equals(said.path("matter").asString("")))
                        .filter(Matter.OFFERED_TO_CHILDREN::contains)
                        .findFirst()
                        .orElse(Matter.NOT_SAID),
                said.path("words").asString("").replace("\0", ""),
                said.path("page").asString("").replace("\0", ""),
                said.path("teachersToo").asBoolean(true),
                Ids.read(said.path("trusted").asString("")).map(PersonId::new).orElse(null),
                told == null ? now : told,
                new Report.Arrival(
                        now, pressed < 0 || pressed > YEAR_9999 ? null : Instant.ofEpochMilli(pressed), told != null));
    }

    /**
     * When it was pressed by the server's clock: as long after the page was written as the device says. A device's clock may
     * be years off, and the time between still is right; where it cannot be, the answer is null.
     */
    private static @Nullable Instant told(PressTicket ticket, long loaded, long pressed, Instant now) {
        if (loaded < 0 || pressed < loaded || pressed > YEAR_9999) {
            return null;
        }
        var told = ticket.issued().plusMillis(pressed - loaded);
        if (told.isAfter(now.plus(NEARLY))) {
            return null;
        }
        return told.isAfter(now) ? now : told;
    }

    private static boolean isPress(int press) {
        return press >= 0 && press < PressTicket.MOST;
    }
}
