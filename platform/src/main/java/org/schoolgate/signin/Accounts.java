package org.schoolgate.signin;

import static org.schoolgate.ui.Words.say;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Posted;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Words;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How people sign in: opening accounts, choosing and resetting passwords, and what to do when somebody knows one. */
@Service
public class Accounts {
    /** The purpose of links by which an adult sets a password. */
    public static final String SET_PASSWORD = "signin.set-password";

    private static final Duration LINK_LASTS = Duration.ofDays(3);
    private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final AccountStore store;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SessionStore sessionStore;
    private final Everybody everybody;
    private final SignInSettings settings;
    private final Schools schools;
    private final Directory directory;
    private final Messages messages;
    private final OneTimeLinks links;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Accounts(
            AccountStore store,
            Passwords passwords,
            Sessions sessions,
            SessionStore sessionStore,
            Everybody everybody,
            SignInSettings settings,
            Schools schools,
            Directory directory,
            Messages messages,
            OneTimeLinks links,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.sessions = sessions;
        this.sessionStore = sessionStore;
        this.everybody = everybody;
        this.settings = settings;
        this.schools = schools;
        this.directory = directory;
        this.messages = messages;
        this.links = links;
        this.events = events;
        this.clock = clock;
    }

    /** What became of the wish to open an account. */
    public sealed interface Opened {
        record Now(Account account) implements Opened {}

        record HadOne(Account account) implements Opened {}

        record NameTaken() implements Opened {}
    }

    /** What became of a new password. */
    public sealed interface Choice {
        record Chosen() implements Choice {}

        /** {@code least} is the length that the rules ask for. */
        record NotGoodEnough(Weakness why, int least) implements Choice {}
    }

    /** What is wrong with a password, as people are told. */
    public enum Weakness {
        TOO_SHORT,
        TOO_LONG,
        COMMON,
        NAME_IN_IT,
        COMPOSITION,
        EASY_TO_GUESS,
        SAME_AS_BEFORE
    }

    /** What became of a reset. */
    public sealed interface Reset {
        /** A new password, to be told to its owner and shown once. */
        record Given(String password, Instant until) implements Reset {
            /** Without the password. */
            @Override
            public String toString() {
                return "Given[until=" + until + "]";
            }
        }

        record LinkSent() implements Reset {}

        record NoAddress() implements Reset {}

        record NoAccount() implements Reset {}
    }

    /** Somebody with an account, for the list. */
    public record Holder(Actor.Somebody who, Account account) {}

    /**
     * Opens an account. Adults sign in with their e-mail address; a pupil's name is made of their own where {@code name} is
     * empty. No password is set: pupils are given one by {@link #reset}, adults set their own by {@link #reset}'s link.
     */
    @Transactional
    public Opened open(Actor by, PersonId person, String name) {
        SignInAccess.ACCESS.require(by, SignInAccess.Operation.OPEN_ACCOUNTS);
        var school = by.school();
        var had = store.find(school, person);
        if (had.isPresent()) {
            return new Opened.HadOne(had.get());
        }
        var who = everybody.get(school, person);
        var wanted = name.isBlank() ? freeName(school, who.name()) : normal(name);
        if (!store.open(school, person, wanted, clock.instant())) {
            return new Opened.NameTaken();
        }
        if (wanted.contains("@")) {
            directory.put(Directory.Kind.SIGN_IN_NAME, wanted, school, FOR_EVER);
        }
        events.publishEvent(AccountEvent.of(by, AccountEvent.What.ACCOUNT_OPENED, person));
        return new Opened.Now(store.find(school, person).orElseThrow());
    }

    /** Everybody who has an account, by the name that they sign in with; for gateways, whose copy has its digest only. */
    @Transactional(readOnly = true)
    public Map<String, PersonId> names(SchoolId school) {
        return store.all(school).stream().collect(Collectors.toMap(Account::name, Account::person));
    }

    /** The account of somebody: one's own, or that of somebody whom the actor may help. */
    @Transactional(readOnly = true)
    public Optional<Account> find(Actor actor, PersonId person) {
        if (!actor.personId().equals(Optional.of(person)) && !mayHelp(actor, person)) {
            everybody.require(actor, SignInAccess.Operation.SEE_SIGN_INS, person);
        }
        return store.find(actor.school(), person);
    }

    /** Whether the actor may help this person to sign in. */
    @Transactional(readOnly = true)
    public boolean mayHelp(Actor actor, PersonId person) {
        return SignInAccess.ACCESS.allows(actor, SignInAccess.Operation.RESET_PUPIL)
                && mayHelp(actor, everybody.get(actor.school(), person));
    }

    /** The same of an actor who may help pupils to sign in, if only those of their class. */
    private boolean mayHelp(Actor actor, Actor.Somebody who) {
        return UserKind.of(who).isPupil()
                ? everybody.reachesAll(actor, SignInAccess.Operation.RESET_PUPIL)
                        || everybody.looksAfter(actor, who.person())
                : SignInAccess.ACCESS.allows(actor, SignInAccess.Operation.RESET_ADULT);
    }

    /** One's own account. Whoever has none finds nothing here. */
    @Transactional(readOnly = true)
    public Account mine(Actor.Somebody self) {
        return store.find(self.school(), self.person()).orElseThrow(() -> new NotFound("account"));
    }

    /** Whoever the actor may help to sign in, by name. */
    @Transactional(readOnly = true)
    public List<Holder> helpedBy(Actor actor) {
        SignInAccess.ACCESS.require(actor, SignInAccess.Operation.RESET_PUPIL);
        return store.all(actor.school()).stream()
                .flatMap(account -> everybody.find(actor.school(), account.person()).stream()
                        .map(who -> new Holder(who, account)))
                .filter(holder -> mayHelp(actor, holder.who()))
                .sorted(Comparator.comparing(holder -> holder.who().name()))
                .toList();
    }

    /** What the rules ask of this person's password, as its least length. */
    @Transactional(readOnly = true)
    public int leastLength(Actor.Somebody self) {
        return settings.rules(self.school(), UserKind.of(self)).leastLength();
    }

    /** Chooses one's own password. Every other session of theirs ends; {@code here} stays. */
    @Transactional
    public Choice choose(Actor.Somebody self, String password, @Nullable SessionId here) {
        var school = self.school();
        var account = mine(self);
        var rules = settings.rules(school, UserKind.of(self));
        var fault = rules.judge(password, ownWords(self, account)).map(one -> Weakness.valueOf(one.name()));
        if (fault.isEmpty() && isCurrent(school, self.person(), password)) {
            fault = Optional.of(Weakness.SAME_AS_BEFORE);
        }
        if (fault.isPresent()) {
            return new Choice.NotGoodEnough(fault.get(), rules.leastLength());
        }
        store.chosen(school, self.person(), passwords.keep(password), clock.instant());
        events.publishEvent(AccountEvent.of(self, AccountEvent.What.PASSWORD_CHOSEN, self.person()));
        sessions.endAllOf(self, self.person(), Ending.PASSWORD, here);
        return new Choice.Chosen();
    }

    /**
     * Helps somebody who cannot sign in: a pupil is given a new password, which they change at once (PWD-5); an adult is
     * sent a link. Their sessions end.
     */
    @Transactional
    public Reset reset(Actor by, PersonId person) {
        var school = by.school();
        var who = everybody.get(school, person);
        boolean pupil = UserKind.of(who).isPupil();
        if (pupil) {
            everybody.require(by, SignInAccess.Operation.RESET_PUPIL, person);
        } else {
            SignInAccess.ACCESS.require(by, SignInAccess.Operation.RESET_ADULT);
        }
        if (store.find(school, person).isEmpty()) {
            return new Reset.NoAccount();
        }
        if (!pupil) {
            return sendLink(by, who, "signin.set-password-letter");
        }
        var password = Passphrases.suggest();
        var now = clock.instant();
        var until = now.plus(Duration.ofDays(settings.get(school, SignInSettings.GIVEN_DAYS)));
        store.given(school, person, passwords.keep(password), Account.MustChange.RESET, by.name(), now, until);
        events.publishEvent(AccountEvent.of(by, AccountEvent.What.PASSWORD_RESET, person));
        sessions.endAllOf(by, person, Ending.PASSWORD, null);
        return new Reset.Given(password, until);
    }

    /** Sends a link by which an adult sets a new password. */
    Reset sendLink(Actor by, Actor.Somebody who, String kind) {
        var link = links.issue(by, who.person(), SET_PASSWORD, "person:" + who.person(), "/set-password", LINK_LASTS);
        var letter = Words.in(
                messages.languageOf(who.school(), who.person()),
                () -> Letter.of(kind)
                        .line(say(kind + ".why", by.name()))
                        .linkButton(say(kind + ".button"))
                        .line(say(kind + ".lasts", LINK_LASTS.toDays())));
        return switch (messages.email(who.school(), who.person(), letter, link)) {
            case Posted.Waiting _ -> {
                events.publishEvent(AccountEvent.of(by, AccountEvent.What.LINK_SENT, who.person()));
                yield new Reset.LinkSent();
            }
            case Posted.NoAddress() -> {
                links.revoke(by, who.person(), SET_PASSWORD, "person:" + who.person());
                yield new Reset.NoAddress();
            }
        };
    }

    /** "Someone knows my password": a new one is asked for at once, all other sessions end, the right people are told. */
    @Transactional
    public void knownByOthers(Actor.Somebody self, @Nullable Session here) {
        var school = self.school();
        var account = mine(self);
        store.mustChange(school, account.person(), Account.MustChange.KNOWN);
        events.publishEvent(AccountEvent.of(self, AccountEvent.What.KNOWN_BY_OTHERS, self.person()));
        sessions.endAllOf(self, self.person(), Ending.PASSWORD, here == null ? null : here.id());
        if (here != null) {
            sessionStore.through(school, here.id(), false);
        }
        tellAnswerable(school, self, "signin.known-letter");
    }

    /** Whom one could have found out a password of: the children of one's own classes. */
    @Transactional(readOnly = true)
    public List<Actor.Somebody> classmates(Actor.Somebody self) {
        var me = mine(self).person();
        return everybody.classes(self.school()).stream()
                .filter(one -> one.pupils().contains(me))
                .flatMap(one -> one.pupils().stream())
                .distinct()
                .filter(pupil -> !pupil.equals(me))
                .flatMap(pupil -> everybody.find(self.school(), pupil).stream())
                .sorted(Comparator.comparing(Actor.Somebody::name))
                .toList();
    }

    /**
     * "I found out someone's password": its owner chooses a new one, they and the right people are told, and nobody is
     * blamed (PWD-7). Pupils may say so of their classmates, staff of everybody with an account.
     */
    @Transactional
    public void foundOut(Actor.Somebody reporter, PersonId owner) {
        var school = reporter.school();
        var account = store.find(school, owner).orElseThrow(() -> new NotFound("account"));
        if (!UserKind.of(reporter).equals(UserKind.STAFF)
                && classmates(reporter).stream().noneMatch(one -> one.person().equals(owner))) {
            throw new NotFound("classmate");
        }
        var who = everybody.get(school, account.person());
        store.mustChange(school, owner, Account.MustChange.KNOWN);
        events.publishEvent(AccountEvent.of(reporter, AccountEvent.What.FOUND_OUT, owner));
        sessions.endAllOf(reporter, owner, Ending.PASSWORD, null);
        tellAnswerable(school, who, "signin.found-letter");
        if (!UserKind.of(who).isPupil()) {
            messages.email(school, owner, wording(school, owner, "signin.owner-letter", who.name()));
        }
    }

    /** Somebody found a station signed in as this person, and ended it (PWD-11). */
    @Transactional
    public void foundOpen(Actor.Somebody owner, Session session, Where finder, String note) {
        var finding = new Actor.Schoolgate(owner.school(), "whoever found it open");
        sessions.endFound(finding, session);
        events.publishEvent(new AccountEvent(
                finding,
                AccountEvent.What.SESSION_FOUND_OPEN,
                owner.person(),
                Map.of("session", session.id().toString(), "address", finder.address(), "note", note)));
        tellAnswerable(owner.school(), owner, "signin.left-open-letter");
    }

    /** Whether somebody is due a reminder to change a password that is old (PWD-3); never where the school sets none. */
    @Transactional(readOnly = true)
    public boolean remind(Actor.Somebody self) {
        int days = settings.get(self.school(), SignInSettings.REMINDER_DAYS);
        return days > 0
                && store.find(self.school(), self.person())
                        .map(Account::setAt)
                        .filter(at -> at.plus(Duration.ofDays(days)).isBefore(clock.instant()))
                        .isPresent();
    }

    private void tellAnswerable(SchoolId school, Actor.Somebody about, String kind) {
        everybody.answerableFor(school, about.person()).stream()
                .filter(one -> !one.equals(about.person()))
                .forEach(one -> messages.email(school, one, wording(school, one, kind, about.name())));
    }

    private Letter wording(SchoolId school, PersonId reader, String kind, String name) {
        return Words.in(
                messages.languageOf(school, reader),
                () -> Letter.of(kind)
                        .line(say(kind + ".what", name))
                        .line(say(kind + ".now"))
                        .button(say(kind + ".button"), "/accounts"));
    }

    private boolean isCurrent(SchoolId school, PersonId person, String password) {
        return store.hash(school, person)
                .map(hash -> passwords.isRight(password, hash))
                .orElse(false);
    }

    /** Words that stand for the person or the school, which a password must not be made of. */
    private List<String> ownWords(Actor.Somebody self, Account account) {
        var words = new ArrayList<>(List.of(self.name(), account.name().split("@", 2)[0]));
        schools.find(self.school()).map(School::name).ifPresent(words::add);
        words.add("schoolgate");
        return words;
    }

    /** A name to sign in with that is nobody's yet, made of their own. */
    String freeName(SchoolId school, String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z ]", "")
                .strip()
                .replaceAll(" +", ".");
        var wanted = plain.isEmpty() ? "pupil" : plain;
        var taken = store.namesLike(school, wanted);
        var free = wanted;
        for (int number = 2; taken.contains(free); number++) {
            free = wanted + number;
        }
        return free;
    }

    static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
