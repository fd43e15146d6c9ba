package org.schoolgate.messages;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links that let one person do one thing without an account.
 *
 * <p>Looking at a link changes nothing, so a mail scanner that fetches it spends nothing. Pressing its button begins a
 * visit: a cookie of its own, good for the purpose's paths, for an hour or as the school sets. A link may begin several
 * visits until it expires, is used up or is revoked: a parent who put the phone down comes back by the same letter. When
 * it closes, its visits end with it.
 */
@Service
public class OneTimeLinks {
    private static final int TOKEN_BYTES = 32;
    /** Sixteen of these are 79 bits; none is mistaken for another. */
    private static final String CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXY";

    private static final int CODE_LENGTH = 16;
    /** How often the known fact may be answered wrongly before the link closes. */
    private static final int MOST_WRONG_ANSWERS = 5;

    private final SecureRandom random = new SecureRandom();
    private final OneTimeLinkStore store;
    private final Directory directory;
    private final Settings settings;
    private final ObjectProvider<LinkPurpose> purposes;
    private final ObjectProvider<Recipients> recipients;
    private final ObjectProvider<KnownFacts> facts;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    OneTimeLinks(
            OneTimeLinkStore store,
            Directory directory,
            Settings settings,
            ObjectProvider<LinkPurpose> purposes,
            ObjectProvider<Recipients> recipients,
            ObjectProvider<KnownFacts> facts,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.directory = directory;
        this.settings = settings;
        this.purposes = purposes;
        this.recipients = recipients;
        this.facts = facts;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Makes a link for {@code person}, in the caller's transaction.
     *
     * @param purpose the name of a {@link LinkPurpose}
     * @param subject what it is about, ids only: {@code round:<id>}
     * @param path where it leads, one of the purpose's paths
     */
    @Transactional
    public OneTimeLink issue(Actor by, PersonId person, String purpose, String subject, String path, Duration lasting) {
        return issue(by, person, purpose, subject, path, lasting, secret());
    }

    /** The same for a letter on paper: its token is short enough to be typed, and still far too long to be guessed. */
    @Transactional
    public OneTimeLink issueOnPaper(
            Actor by, PersonId person, String purpose, String subject, String path, Duration lasting) {
        return issue(by, person, purpose, subject, path, lasting, code());
    }

    private OneTimeLink issue(
            Actor by, PersonId person, String purpose, String subject, String path, Duration lasting, String token) {
        purpose(purpose);
        var school = by.school();
        var now = clock.instant();
        var link = new OneTimeLinkStore.Link(UUID.randomUUID(), person, purpose, subject, path, now.plus(lasting));
        store.add(school, link, Directory.hash(token), now, by.personId().orElse(null));
        directory.put(Directory.Kind.LINK, token, school, link.expires());
        events.publishEvent(new LinkEvent.LinkIssued(by, link.id(), person, purpose));
        return new OneTimeLink(link.id(), token);
    }

    /** What the page of a link has to show; empty where the token is no live link. Changes nothing. */
    public Optional<Look> look(String token) {
        return school(token)
                .flatMap(school -> Tenants.within(
                        school,
                        () -> transaction.execute(_ -> store.live(school, Directory.hash(token), clock.instant())
                                .map(link -> new Look(school, fact(school, link).map(KnownFacts.Fact::question))))));
    }

    /**
     * What the page of a link shows before anything happens.
     *
     * @param question what is asked before it opens, if anything is
     */
    public record Look(SchoolId school, Optional<String> question) {}

    /** Comes in by a link: the press of its button. */
    public Opening open(String token, String answer, String address) {
        return school(token)
                .map(school ->
                        Tenants.within(school, () -> transaction.execute(_ -> open(school, token, answer, address))))
                .orElseGet(Opening.Gone::new);
    }

    /** The visit of this cookie, if it goes on. */
    public Optional<Visit> visit(String secret) {
        return directory
                .find(Directory.Kind.SESSION, visiting(secret))
                .flatMap(school -> Tenants.within(
                        school,
                        () -> transaction.execute(_ -> store.stay(school, Directory.hash(secret), clock.instant())
                                .map(stay -> visit(school, stay)))));
    }

    /** Ends a visit before its time; the link stays. */
    @Transactional
    public void leave(Visit visit) {
        store.leave(visit.school(), visit.id(), clock.instant());
    }

    /** Says that the link has done what it was for. */
    @Transactional
    public void useUp(Actor by, UUID link) {
        store.lockOpen(by.school(), link).ifPresent(open -> close(by, open, LinkEvent.LinkClosed.Why.USED_UP));
    }

    /** Takes back every open link of this person for this purpose and subject. */
    @Transactional
    public int revoke(Actor by, PersonId person, String purpose, String subject) {
        var open = store.lockOpen(by.school(), person, purpose, subject);
        open.forEach(link -> close(by, link, LinkEvent.LinkClosed.Why.REVOKED));
        return open.size();
    }

    /** Takes back every open link of this person, whatever for: their letters go to another mailbox from now on. */
    @Transactional
    public int revokeAll(Actor by, PersonId person) {
        var open = store.lockOpen(by.school(), person);
        open.forEach(link -> close(by, link, LinkEvent.LinkClosed.Why.REVOKED));
        return open.size();
    }

    private Opening open(SchoolId school, String token, String answer, String address) {
        var now = clock.instant();
        var found = store.live(school, Directory.hash(token), now).flatMap(live -> store.lockOpen(school, live.id()));
        if (found.isEmpty()) {
            return new Opening.Gone();
        }
        var link = found.get();
        var fact = fact(school, link);
        if (fact.isPresent() && !fact.get().isRight().test(answer.strip())) {
            return wrong(school, link);
        }
        var ends = now.plus(Duration.ofMinutes(settings.get(school, MessagesConfiguration.VISIT_MINUTES)));
        var stay = new OneTimeLinkStore.Stay(
                UUID.randomUUID(),
                link,
                fact.isPresent() ? Proof.MAILBOX_AND_FACT : Proof.MAILBOX,
                ends.isBefore(link.expires()) ? ends : link.expires());
        var secret = secret();
        store.come(school, stay, Directory.hash(secret), now, address);
        directory.put(Directory.Kind.SESSION, visiting(secret), school, stay.ends());
        events.publishEvent(new LinkEvent.LinkOpened(
                holder(school, link), link.id(), link.person(), link.purpose(), stay.proof(), address));
        return new Opening.Welcome(visit(school, stay), secret, link.path());
    }

    private Opening wrong(SchoolId school, OneTimeLinkStore.Link link) {
        int left = MOST_WRONG_ANSWERS - store.wrongAnswer(school, link.id());
        if (left > 0) {
            return new Opening.NotThat(left);
        }
        close(new Actor.Schoolgate(school, "link page"), link, LinkEvent.LinkClosed.Why.GUESSED);
        return new Opening.Gone();
    }

    private void close(Actor by, OneTimeLinkStore.Link link, LinkEvent.LinkClosed.Why why) {
        store.close(by.school(), link.id(), clock.instant(), why);
        events.publishEvent(new LinkEvent.LinkClosed(by, link.id(), link.person(), link.purpose(), why));
    }

    private Optional<KnownFacts.Fact> fact(SchoolId school, OneTimeLinkStore.Link link) {
        if (!purpose(link.purpose()).asksFact()) {
            return Optional.empty();
        }
        return facts.orderedStream()
                .flatMap(one -> one.about(school, link.person()).stream())
                .findFirst();
    }

    private Actor holder(SchoolId school, OneTimeLinkStore.Link link) {
        var name = recipients
                .orderedStream()
                .flatMap(one -> one.recipient(school, link.person()).stream())
                .map(Recipients.Recipient::name)
                .findFirst();
        return new Actor.Somebody(school, link.person(), name.orElse("holder of a link"), Set.of(), null);
    }

    private Visit visit(SchoolId school, OneTimeLinkStore.Stay stay) {
        var link = stay.link();
        return new Visit(
                stay.id(),
                link.id(),
                school,
                link.person(),
                link.purpose(),
                link.subject(),
                purpose(link.purpose()).patterns(),
                stay.proof(),
                stay.ends());
    }

    private LinkPurpose purpose(String name) {
        var found =
                purposes.orderedStream().filter(one -> one.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no module has a link purpose " + name);
        }
        return new LinkPurpose(
                name,
                found.stream().map(LinkPurpose::patterns).flatMap(List::stream).toList(),
                found.stream().anyMatch(LinkPurpose::asksFact));
    }

    private Optional<SchoolId> school(String token) {
        return directory.find(Directory.Kind.LINK, token);
    }

    private static String visiting(String secret) {
        return "visit:" + secret;
    }

    private String code() {
        return random.ints(CODE_LENGTH, 0, CODE_LETTERS.length())
                .mapToObj(at -> String.valueOf(CODE_LETTERS.charAt(at)))
                .collect(Collectors.joining());
    }

    private String secret() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
