package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Url;
import org.schoolgate.engine.Verdict;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Who;
import org.schoolgate.gateways.Place;
import org.schoolgate.gateways.Places;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.ui.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Why a site is open or closed for somebody: what the gateways' own code answers under the policy that they hold now.
 * Nothing is opened or looked up on the web. A question about one person is on the record before its answer is shown.
 */
@Service
public class SiteTraces {
    private static final int MOST_FOUND = 20;
    private static final int LONGEST = 2_000;
    private static final int LONGEST_BECAUSE = 500;
    private static final List<Role> ANYBODY = Arrays.asList(Role.values());
    private static final String STAND_IN = "trace";

    private final HeldPolicy held;
    private final Places places;
    private final Pseudonyms pseudonyms;
    private final Roster roster;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SiteTraces(
            HeldPolicy held,
            Places places,
            Pseudonyms pseudonyms,
            Roster roster,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.held = held;
        this.places = places;
        this.pseudonyms = pseudonyms;
        this.roster = roster;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /** For whom it is asked. */
    public sealed interface ForReader {
        record Group(ReaderGroup group) implements ForReader {}

        record OfClass(ClassId id) implements ForReader {}

        /** Whoever is not known at a place. */
        record At(UUID place) implements ForReader {}

        /** One person, whom the asker may see, and why it is asked. */
        record Named(PersonId person, String because) implements ForReader {}
    }

    /** What became of a question. */
    public sealed interface Tracing {
        record Traced(SiteTrace trace) implements Tracing {}

        record NotLikeThat(Problems problems) implements Tracing {}
    }

    /** Answers for one reader, with every step. */
    public Tracing trace(Actor.Somebody actor, String typed, ForReader forReader) {
        FilteringAccess.ACCESS.require(actor, Operation.TRACE);
        var problems = Problems.none()
                .when(typed.isBlank(), "site", say("filtering.trace.site.write"))
                .when(typed.length() > LONGEST, "site", say("filtering.report.too-long"));
        if (forReader instanceof ForReader.Named(var _, var because)) {
            problems.when(because.isBlank(), "because", say("filtering.trace.because.write"))
                    .when(because.length() > LONGEST_BECAUSE, "because", say("filtering.report.too-long"));
        }
        if (problems.any()) {
            return new Tracing.NotLikeThat(problems);
        }
        var policy = held.of(actor.school());
        var asked = asked(actor, policy, forReader);
        if (asked == null) {
            return new Tracing.NotLikeThat(Problems.of("person", say("filtering.trace.person.no-reader")));
        }
        var trace = trace(policy, asked, typed);
        if (forReader instanceof ForReader.Named(var person, var because)) {
            audit.now(new Traced(actor, person, trace.site(), trace.answer().word(), because.strip()));
        }
        return new Tracing.Traced(trace);
    }

    /** The classes that may be asked about, the asker's own first. */
    public List<SchoolClass> classes(Actor.Somebody actor) {
        FilteringAccess.ACCESS.require(actor, Operation.TRACE);
        return inTransaction(() -> {
            var today = roster.today();
            var own = roster.classesOf(actor.school(), actor.person(), today);
            return roster.classes(actor.school(), today).stream()
                    .sorted(Comparator.comparing(one -> !own.contains(one)))
                    .toList();
        });
    }

    /** The places that may be asked about. */
    public List<Place> places(Actor.Somebody actor) {
        return Places.ACCESS.allows(actor, Places.Operation.SEE) ? withAddresses(actor) : List.of();
    }

    /** A place that a port alone tells never holds by itself, so no answer is its own. */
    private List<Place> withAddresses(Actor.Somebody actor) {
        return places.all(actor).stream().filter(place -> place.range() != null).toList();
    }

    /** The people of that name whom the asker may see. */
    public List<Person> found(Actor.Somebody actor, String name) {
        FilteringAccess.ACCESS.require(actor, Operation.TRACE);
        return name.isBlank()
                ? List.of()
                : inTransaction(() -> roster.search(actor.school(), name, ANYBODY, MOST_FOUND).stream()
                        .filter(person -> maySee(actor, person.id()))
                        .toList());
    }

    private boolean maySee(Actor.Somebody actor, PersonId person) {
        return RosterAccess.ACCESS.allows(actor, RosterAccess.Operation.SEE_EVERYBODY)
                || actor.person().equals(person)
                || roster.teaches(actor.school(), actor.person(), person, roster.today());
    }

    /** Whom a question is about, as the gateways know them, and as people do. */
    private record Asked(Reader reader, ReaderGroup group, String label, boolean isNamed) {}

    private @Nullable Asked asked(Actor.Somebody actor, Policy policy, ForReader forReader) {
        return switch (forReader) {
            case ForReader.Group(var group) -> standIn(group, Set.of(), group.label());
            case ForReader.OfClass(var id) -> {
                var schoolClass = inTransaction(() -> roster.schoolClass(actor.school(), id))
                        .orElseThrow(() -> new NotFound("class " + id));
                var audiences = new HashSet<>(Set.of(ForWhom.ref(id)));
                if (schoolClass.yearGroups().size() == 1) {
                    audiences.add(ForWhom.ofYear(schoolClass.yearGroups().getFirst()));
                }
                yield standIn(groupOf(schoolClass), audiences, schoolClass.name());
            }
            case ForReader.At(var id) ->
                withAddresses(actor).stream()
                        .filter(place -> place.id().equals(id)
                                && policy.copy().profiles().containsKey(place.profile()))
                        .findFirst()
                        .map(SiteTraces::at)
                        .orElseThrow(() -> new NotFound("place " + id));
            case ForReader.Named(var person, var _) -> named(actor, policy, person);
        };
    }

    private @Nullable Asked named(Actor.Somebody actor, Policy policy, PersonId id) {
        var person = inTransaction(() -> roster.person(actor.school(), id).filter(one -> maySee(actor, one.id())))
                .orElseThrow(() -> new NotFound("person " + id));
        var reader = policy.copy().readers().get(pseudonyms.of(actor.school(), id));
        return reader == null
                ? null
                : new Asked(reader, group(reader.profile()), person.name().shown(), true);
    }

    /** A class reads as its youngest pupils do. */
    private static ReaderGroup groupOf(SchoolClass schoolClass) {
        return schoolClass.yearGroups().stream()
                .min(Comparator.naturalOrder())
                .map(Phase::ofYear)
                .map(ReaderGroup::of)
                .orElse(ReaderGroup.EYFS);
    }

    private static Asked standIn(ReaderGroup group, Set<String> audiences, String label) {
        var all = new HashSet<>(audiences);
        all.addAll(group.audiences());
        return new Asked(
                new Reader(STAND_IN, group.id(), all, group == ReaderGroup.STAFF, new AccessState.Open(null)),
                group,
                label,
                false);
    }

    /** No rule for a group or a class means somebody who is not known. */
    private static Asked at(Place place) {
        return new Asked(
                new Reader(STAND_IN, place.profile(), Set.of(), false, new AccessState.Open(null)),
                group(place.profile()),
                say("filtering.trace.reader.at", place.name()),
                false);
    }

    private static ReaderGroup group(String profile) {
        return Arrays.stream(ReaderGroup.values())
                .filter(group -> group.id().equals(profile))
                .findFirst()
                .orElse(ReaderGroup.NOT_SIGNED);
    }

    private SiteTrace trace(Policy policy, Asked asked, String typed) {
        var now = clock.instant();
        var url = Url.of(typed.strip());
        var decision = decision(policy, asked.reader(), url, now);
        var verdict = verdict(decision);
        var within = decision instanceof Decision.Closed closed ? closed.within() : null;
        var host = within == null ? url.host() : within;
        return new SiteTrace(
                name(host).orElse(typed.strip()),
                within == null ? null : url.host().shown(),
                asked.label(),
                asked.group(),
                verdict,
                rules(policy, host, verdict),
                SiteCategory.ofLists(verdict.categories()),
                asked.reader().access().at(now) instanceof AccessState.Shut shut ? shut : null,
                decision instanceof Decision.Withheld withheld ? withheld.sentence() : null,
                others(policy, url, now),
                policy.copy().version(),
                now,
                asked.isNamed());
    }

    /** What becomes of an address that is seen whole, whether or not the reader may be online at all. */
    private static Decision decision(Policy policy, Reader reader, Url url, Instant now) {
        var online = new Reader(
                reader.ref(),
                reader.profile(),
                reader.audiences(),
                reader.staff(),
                new AccessState.Open(null),
                reader.withheld());
        return policy.decide(new Who.Known(online, null, STAND_IN), url.host(), url.path(), now);
    }

    /** What the filter says to others like a reader. */
    private static Verdict verdict(Decision decision) {
        return switch (decision) {
            case Decision.Go(var verdict) -> verdict;
            case Decision.Closed closed -> closed.verdict();
            case Decision.Withheld withheld -> withheld.verdict();
            case Decision.Shut _, Decision.Unknown _ ->
                throw new IllegalStateException("the policy says nothing of this reader: " + decision.rule());
        };
    }

    private static Map<ReaderGroup, Answer> others(Policy policy, Url url, Instant now) {
        var others = new EnumMap<ReaderGroup, Answer>(ReaderGroup.class);
        for (var group : ReaderGroup.values()) {
            others.put(group, verdict(policy, group, url, now).answer());
        }
        return others;
    }

    /** What the filter says to anybody of this group. */
    static Verdict verdict(Policy policy, ReaderGroup group, Host host, Instant now) {
        return verdict(policy, group, new Url(host, "/"), now);
    }

    private static Verdict verdict(Policy policy, ReaderGroup group, Url url, Instant now) {
        return verdict(decision(policy, standIn(group, Set.of(), "").reader(), url, now));
    }

    /** The rules for this host or one above it. */
    private static Map<String, Rule> rules(Policy policy, Host host, Verdict verdict) {
        var rules = new HashMap<String, Rule>();
        name(host)
                .ifPresent(name -> policy.copy().rules().stream()
                        .filter(rule -> AlwaysOpen.isAtOrBelow(name, Site.hostOf(rule.host())))
                        .forEach(rule -> rules.put(rule.id(), rule)));
        var decided = policy.rule(verdict.rule());
        if (decided != null) {
            rules.put(decided.id(), decided);
        }
        return rules;
    }

    private static Optional<String> name(Host host) {
        return switch (host) {
            case Host.Name(var name) -> Optional.of(name);
            case Host.Address(var address) -> Optional.of(address);
            case Host.Malformed _ -> Optional.empty();
        };
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    /** Somebody asked what one person may reach, and why. */
    public record Traced(Actor by, PersonId person, String site, String answer, String because) implements Audited {
        @Override
        public String kind() {
            return "look-up.site-traced";
        }

        @Override
        public String subject() {
            return "person:" + person;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("site", site, "answer", answer, "because", because);
        }
    }
}
