package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.cases.ConcernEvent.What;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Complaints and concerns of people who need not be known: parents, governors, visitors, anybody. What they write is on disk
 * as a case, with those whose steps it is, before they are thanked; a code that is shown once leads them back to it.
 */
@Service
public class Concerns {
    /** Who receives complaints first, where nothing about them says that they go to somebody else (CFG-9). */
    static final Setting<Set<Role>> FIRST = Setting.someOf(
            "cases.who-receives-complaints",
            Set.of(Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR),
            Set.of(Role.ONLINE_SAFETY_COORDINATOR));

    /** Whom outside the school somebody may turn to about the head; empty until the school says. */
    static final Setting<String> LADO = Setting.text("cases.lado-contact", "", 300);

    /** Two presses of one button within this are one. */
    private static final Duration ONE_PRESS = Duration.ofMinutes(10);

    /** How long a code opens what was written, from the last that was written. */
    private static final Duration CODE_LASTS = Duration.ofDays(365);

    private final ConcernStore store;
    private final TellerStore tellers;
    private final ReceiptCodes codes;
    private final Cases cases;
    private final CaseDoor door;
    private final CaseLetters letters;
    private final Directory directory;
    private final Settings settings;
    private final Messages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Concerns(
            ConcernStore store,
            TellerStore tellers,
            ReceiptCodes codes,
            Cases cases,
            CaseDoor door,
            CaseLetters letters,
            Directory directory,
            Settings settings,
            Messages messages,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.tellers = tellers;
        this.codes = codes;
        this.cases = cases;
        this.door = door;
        this.letters = letters;
        this.directory = directory;
        this.settings = settings;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Keeps what somebody writes and opens its case; answers with the code, which is never shown again.
     *
     * @param form which form it was sent by: sent again with the same words, it is one complaint with one code
     */
    public String tell(SchoolId school, UUID form, Concern.Wish wish) {
        return Tenants.within(school, () -> transaction.execute(_ -> keep(school, form, wish)));
    }

    private String keep(SchoolId school, UUID form, Concern.Wish wish) {
        var code = codes.of(form);
        var receipt = codes.hash(code).orElseThrow();
        store.oneAtATime(receipt);
        var now = clock.instant();
        var before = store.find(school, receipt);
        if (before.isPresent()) {
            return isAgain(before.get(), wish, now) ? code : keep(school, UUID.randomUUID(), wish);
        }
        var by = somebody(school);
        var id = ConcernId.random();
        var said = new HashMap<>(Map.of(
                "from", by.name(), "received", now.toString(), "about", say("cases.concern.about." + wish.kind())));
        if (!wish.aboutWhom().isBlank()) {
            said.merge("about", wish.aboutWhom().strip(), (kind, whom) -> say("cases.concern.about-whom", kind, whom));
        }
        if (!wish.wanted().isBlank()) {
            said.put("wanted", wish.wanted().strip());
        }
        var following = cases.openFromOutside(by, id, wish.kind(), said, now);
        var concern = new Concern(
                id,
                school,
                following,
                wish.kind(),
                wish.aboutWhom().strip(),
                wish.wanted().strip(),
                now,
                now.plus(CODE_LASTS),
                List.of(new Concern.Said(now, null, wish.words().strip())));
        store.add(concern, receipt);
        var teller = wish.teller();
        if (!teller.isNobody()) {
            store.add(concern, teller);
        }
        directory.put(Directory.Kind.CONCERN, named(receipt), school, concern.until());
        events.publishEvent(ConcernEvent.of(by, following, What.TOLD));
        return code;
    }

    /** Whether it is the same thing sent twice, by whoever had the words in front of them. */
    private boolean isAgain(Concern before, Concern.Wish wish, Instant now) {
        return now.isBefore(before.toldAt().plus(ONE_PRESS))
                && before.kind() == wish.kind()
                && before.firstWords().equals(wish.words().strip())
                && before.aboutWhom().equals(wish.aboutWhom().strip())
                && before.wanted().equals(wish.wanted().strip())
                && store.teller(before).orElse(new Concern.Teller("", "")).equals(wish.teller());
    }

    /** What was written under a code; nothing tells a code that never was from one that is over. */
    public Optional<Concern> read(String code) {
        return codes.hash(code)
                .flatMap(receipt -> directory
                        .find(Directory.Kind.CONCERN, named(receipt))
                        .flatMap(school -> Tenants.within(
                                school,
                                () -> transaction.execute(_ -> store.find(school, receipt)
                                        .filter(concern -> clock.instant().isBefore(concern.until()))))));
    }

    /** How far the school has come with it. */
    public Concern.Stages stages(Concern concern) {
        return Tenants.within(concern.school(), () -> transaction.execute(_ -> store.stages(concern)));
    }

    /** When it was released to somebody who wrote it, as far as they are to be told that. */
    public List<Instant> released(Concern concern) {
        return Tenants.within(
                concern.school(),
                () -> transaction.execute(_ -> tellers.of(concern.school(), concern.following()).stream()
                        .flatMap(request -> Stream.ofNullable(request.decision()))
                        .filter(decision -> decision.isRelease() && !decision.quiet())
                        .map(TellerRequest.Decision::at)
                        .toList()));
    }

    /** Whoever told it writes more; empty where the code opens nothing. */
    public Optional<Concern> add(String code, String words) {
        return read(code)
                .map(concern ->
                        Tenants.within(concern.school(), () -> transaction.execute(_ -> add(concern, words.strip()))));
    }

    private Concern add(Concern concern, String words) {
        var now = clock.instant();
        var last = concern.said().getLast();
        if (!last.isFromTheSchool()
                && last.words().equals(words)
                && now.isBefore(last.at().plus(ONE_PRESS))) {
            return concern;
        }
        var said = new Concern.Said(now, null, words);
        store.say(concern, said, null);
        keepOpen(concern, now);
        events.publishEvent(ConcernEvent.of(somebody(concern.school()), concern.following(), What.ADDED_TO));
        letters.wroteAgain(door.facts(concern.school(), concern.following()));
        return concern.with(said);
    }

    /** What was written from outside about a case, for whoever reads all of it. */
    @Transactional
    public Optional<Concern> of(Actor.Somebody actor, CaseId id) {
        var file = door.findWhole(actor, id).one().file();
        return store.of(actor.school(), file.id());
    }

    /** Answers whoever wrote it. They read it by their code, and are e-mailed that there is something, if they wanted that. */
    @Transactional
    public Answering answer(Actor.Somebody actor, CaseId id, String words) {
        door.lockWhole(actor, id);
        var concern = store.of(actor.school(), id).orElseThrow(() -> new NotFound("what was written of case " + id));
        var said = words.strip();
        var problems = Problems.none()
                .when(said.isEmpty(), "reply", say("cases.concern.answer.empty"))
                .when(said.length() > Concern.LONGEST, "reply", say("cases.concern.answer.long", Concern.LONGEST));
        if (problems.any()) {
            return new Answering.NotLikeThat(problems);
        }
        var now = clock.instant();
        store.say(concern, new Concern.Said(now, actor.name(), said), actor.person());
        keepOpen(concern, now);
        events.publishEvent(ConcernEvent.of(actor, id, What.ANSWERED));
        store.teller(concern)
                .map(Concern.Teller::email)
                .filter(email -> !email.isEmpty())
                .ifPresent(email -> messages.emailInConfidence(
                        actor.school(),
                        email,
                        Letter.of("cases.reply")
                                .line(say("cases.reply.line"))
                                .line(say("cases.mail.nothing"))
                                .button(say("cases.reply.read"), "/concern/reply")));
        return new Answering.Kept();
    }

    private void keepOpen(Concern concern, Instant now) {
        var until = now.plus(CODE_LASTS);
        store.lasts(concern, until);
        directory.put(Directory.Kind.CONCERN, named(store.receipt(concern)), concern.school(), until);
    }

    /** Who receives complaints of a school first, for the page that says so to anybody. */
    public Set<Role> first(SchoolId school) {
        return Tenants.within(school, () -> transaction.execute(_ -> settings.get(school, FIRST)));
    }

    /** Those who receive complaints first, in words: "the head and the senior leaders". */
    public static String inWords(Set<Role> roles) {
        return roles.stream()
                .sorted()
                .map(role -> say("cases.concern.first." + role))
                .collect(Collectors.joining(say("cases.concern.first.and")));
    }

    /** Whom outside the school one may turn to about the head; empty where the school has not said. */
    public String lado(SchoolId school) {
        return Tenants.within(school, () -> transaction.execute(_ -> settings.get(school, LADO)));
    }

    private static Actor.Schoolgate somebody(SchoolId school) {
        return new Actor.Schoolgate(school, say("cases.concern.somebody"));
    }

    private static String named(byte[] receipt) {
        return HexFormat.of().formatHex(receipt);
    }
}
