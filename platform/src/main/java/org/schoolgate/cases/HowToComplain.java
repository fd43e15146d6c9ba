package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Delivered;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.Posted;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Words;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How people complain at a school, in words that follow from its settings, and the proof that parents were sent them (CMP-5). */
@Service
public class HowToComplain {
    /** Where the school's own policy stands, for whoever wants to read all of it. */
    static final Setting<String> POLICY = Setting.text("cases.complaints-policy", "", 300);

    /** Two presses within this are one. */
    private static final Duration ONE_PRESS = Duration.ofMinutes(10);

    private final HowToComplainStore store;
    private final Settings settings;
    private final Roster roster;
    private final Messages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    HowToComplain(
            HowToComplainStore store,
            Settings settings,
            Roster roster,
            Messages messages,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.settings = settings;
        this.roster = roster;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with it. Everybody reads it. */
    public enum Operation {
        SEND
    }

    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.SEND, Role.HEAD, Role.OFFICE)
            .done();

    /**
     * A time when it was sent to all parents.
     *
     * @param words what it said then
     * @param written how many letters were written
     * @param noAddress how many parents had no address to write to
     * @param delivered what became of the letters, as far as they are still kept
     */
    public record Sending(
            UUID id, Instant at, String by, List<String> words, int written, int noAddress, Delivered delivered) {
        public Sending {
            words = List.copyOf(words);
        }
    }

    /** It was sent to all parents, for the record. */
    record Sent(Actor by, UUID sending, int written, int noAddress) implements Audited {
        @Override
        public String kind() {
            return "complaints-procedure.sent";
        }

        @Override
        public String subject() {
            return "sending:" + sending;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("written", Integer.toString(written), "no-address", Integer.toString(noAddress));
        }
    }

    /** How people complain at a school now, a paragraph each. */
    @Transactional(readOnly = true)
    public List<String> words(SchoolId school) {
        var first = Concerns.inWords(settings.get(school, Concerns.FIRST));
        var words = new ArrayList<>(List.of(
                say("cases.how.where"),
                say("cases.how.first", first),
                say("cases.how.others"),
                say("cases.how.when"),
                say("cases.how.next"),
                say("cases.how.not-social"),
                say("cases.how.danger")));
        var lado = settings.get(school, Concerns.LADO);
        if (!lado.isEmpty()) {
            words.add(say("cases.concern.lado", lado));
        }
        var policy = settings.get(school, POLICY);
        if (!policy.isEmpty()) {
            words.add(say("cases.how.policy", policy));
        }
        return words;
    }

    /** Sends it to everybody who is a parent today, each in their own language; false where it was sent just now. */
    @Transactional
    public boolean send(Actor.Somebody actor) {
        ACCESS.require(actor, Operation.SEND);
        var school = actor.school();
        var now = clock.instant();
        if (store.isSentSince(school, now.minus(ONE_PRESS))) {
            return false;
        }
        var sending = UUID.randomUUID();
        store.add(school, sending, actor, now, words(school));
        int written = 0;
        int noAddress = 0;
        for (var parent : roster.holders(school, Set.of(Role.PARENT), roster.today())) {
            var posted = messages.email(
                    school, parent.id(), Words.in(messages.languageOf(school, parent.id()), () -> letter(school)));
            switch (posted) {
                case Posted.Waiting(var message) -> {
                    store.add(school, sending, parent.id(), message);
                    written++;
                }
                case Posted.NoAddress() -> {
                    store.add(school, sending, parent.id(), null);
                    noAddress++;
                }
            }
        }
        events.publishEvent(new Sent(actor, sending, written, noAddress));
        return true;
    }

    private Letter letter(SchoolId school) {
        var letter = Letter.of("cases.how");
        for (var line : words(school)) {
            letter = letter.line(line);
        }
        return letter.button(say("cases.concern.title"), "/concern?school=" + school);
    }

    /** When it was sent, newest first, with what became of the letters. */
    @Transactional(readOnly = true)
    public List<Sending> sendings(Actor.Somebody actor) {
        ACCESS.require(actor, Operation.SEND);
        return store.sendings(actor.school()).stream()
                .map(sent -> new Sending(
                        sent.id(),
                        sent.at(),
                        sent.by(),
                        sent.words(),
                        sent.messages().size(),
                        sent.noAddress(),
                        messages.delivered(actor.school(), sent.messages())))
                .toList();
    }
}
