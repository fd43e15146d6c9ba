package org.schoolgate.filtering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Canary;
import org.schoolgate.engine.Host;
import org.schoolgate.filtering.FilterTest.AtGateway;
import org.schoolgate.filtering.FilterTest.Cell;
import org.schoolgate.filtering.FilterTest.Finding;
import org.schoolgate.filtering.FilterTest.Gap;
import org.schoolgate.filtering.FilterTest.Line;
import org.schoolgate.filtering.FilterTest.Saying;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.SchoolId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The filter tests itself: what the gateways' own code answers for the canary of each category, to each group of readers,
 * beside what the school chose; and whether each gateway says that it answers the same. Nothing is looked up on the web.
 */
@Service
public class FilterTests {
    private static final Duration A_WEEK = Duration.ofDays(7);
    private static final Duration WAITS_FOR_GATEWAYS = Duration.ofDays(1);
    private static final int MOST = 60;

    private final FilterTestStore store;
    private final HeldPolicy held;
    private final FilterProfiles profiles;
    private final Lists lists;
    private final Gateways gateways;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FilterTests(
            FilterTestStore store,
            HeldPolicy held,
            FilterProfiles profiles,
            Lists lists,
            Gateways gateways,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.held = held;
        this.profiles = profiles;
        this.lists = lists;
        this.gateways = gateways;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Tests the filter now, and keeps what was found. */
    public FilterTest run(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.TEST);
        var policy = held.of(actor.school());
        return Objects.requireNonNull(transaction.execute(_ -> {
            var now = clock.instant();
            var test = new FilterTest(
                    UUID.randomUUID(),
                    now,
                    actor.name(),
                    policy.copy().version(),
                    lists.digest(),
                    lines(actor.school(), policy, now),
                    atGateways(actor, policy.canaries(), now));
            store.add(actor, test);
            events.publishEvent(new Tested(actor, test));
            return test;
        }));
    }

    /** The tests of the last year or so, the newest first. */
    @Transactional(readOnly = true)
    public List<FilterTest> all(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.TEST);
        return store.newest(actor.school(), MOST);
    }

    @Transactional(readOnly = true)
    public FilterTest find(Actor actor, UUID id) {
        FilteringAccess.ACCESS.require(actor, Operation.TEST);
        return store.find(actor.school(), id).orElseThrow(() -> new NotFound("filter test " + id));
    }

    /** The newest, where it found something that is not kept: it waits for somebody until one finds nothing. */
    @Transactional(readOnly = true)
    public Optional<FilterTest> failed(Actor actor) {
        return newest(actor).filter(test -> test.finding() == Finding.NOT_KEPT);
    }

    /** The newest there is. */
    @Transactional(readOnly = true)
    public Optional<FilterTest> newest(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.TEST);
        return store.newest(actor.school(), 1).stream().findFirst();
    }

    /** Tests where a week has gone by; a gateway that does not call just now has a day more to be heard. */
    void runIfDue(SchoolId school) {
        var by = new Actor.Schoolgate(school, "Schoolgate");
        var now = clock.instant();
        var due = Objects.requireNonNull(transaction.execute(_ -> {
            var last = newest(by).map(FilterTest::at);
            return last.isEmpty()
                    ? isHeard(by, now)
                    : !now.isBefore(last.get().plus(A_WEEK))
                            && (isHeard(by, now)
                                    || !now.isBefore(last.get().plus(A_WEEK).plus(WAITS_FOR_GATEWAYS)));
        }));
        if (due) {
            run(by);
        }
    }

    private boolean isHeard(Actor by, Instant now) {
        return inUse(by).noneMatch(gateway -> isSilent(gateway, now));
    }

    private Stream<Gateway> inUse(Actor actor) {
        return gateways.all(actor).stream().filter(gateway -> gateway.revokedAt() == null);
    }

    private static boolean isSilent(Gateway gateway, Instant now) {
        return switch (gateway.state(now)) {
            case Gateway.State.New _, Gateway.State.Silent _, Gateway.State.Revoked _ -> true;
            case Gateway.State.Well _, Gateway.State.Behind _, Gateway.State.Waiting _, Gateway.State.Ailing _ -> false;
        };
    }

    private List<Line> lines(SchoolId school, Policy policy, Instant now) {
        var wanted = profiles.all(school);
        return Arrays.stream(SiteCategory.values())
                .map(category -> line(category, wanted, policy, now))
                .toList();
    }

    /** A category whose list has gone is asked for all the same where there is a canary beside the lists. */
    private Line line(SiteCategory category, List<FilterProfile> wanted, Policy policy, Instant now) {
        var there = category.lists().stream()
                .filter(lists.image().categories()::contains)
                .toList();
        var proving = there.stream().filter(this::hasCanary).toList();
        var canaries = new ArrayList<>(proving.stream().map(Canary::of).toList());
        if (category == SiteCategory.ILLEGAL) {
            canaries.addAll(AlwaysOpen.CANARIES);
        }
        var cells = new EnumMap<ReaderGroup, Cell>(ReaderGroup.class);
        wanted.forEach(profile -> cells.put(
                profile.group(), new Cell(profile.of(category), mostOpen(canaries, profile.group(), policy, now))));
        return new Line(category, gap(there, proving), cells);
    }

    private boolean hasCanary(String list) {
        return lists.image().categoriesOf(Canary.of(list)).contains(list);
    }

    private static @Nullable Gap gap(List<String> there, List<String> proving) {
        if (there.isEmpty()) {
            return Gap.NO_LIST;
        }
        return proving.size() < there.size() ? Gap.NO_CANARY : null;
    }

    private static @Nullable Treatment mostOpen(List<String> canaries, ReaderGroup group, Policy policy, Instant now) {
        return canaries.stream()
                .map(Host::of)
                .map(host ->
                        treatment(SiteTraces.verdict(policy, group, host, now).answer()))
                .min(Enum::compareTo)
                .orElse(null);
    }

    private static Treatment treatment(Answer answer) {
        return switch (answer) {
            case ALLOW -> Treatment.OPEN;
            case ASK -> Treatment.ASK;
            case BLOCK, MALFORMED -> Treatment.CLOSED;
        };
    }

    private List<AtGateway> atGateways(Actor actor, String ours, Instant now) {
        return inUse(actor)
                .map(gateway -> new AtGateway(gateway.name(), saying(gateway, ours, now)))
                .toList();
    }

    private static Saying saying(Gateway gateway, String ours, Instant now) {
        var theirs = gateway.health().canaries();
        if (isSilent(gateway, now)) {
            return Saying.SILENT;
        }
        if (theirs == null || !policyOf(theirs).equals(policyOf(ours))) {
            return Saying.NOT_YET;
        }
        return theirs.equals(ours) ? Saying.SAME : Saying.OTHER;
    }

    private static String policyOf(String canaries) {
        return canaries.substring(0, canaries.indexOf(' '));
    }

    /** The filter tested itself. */
    public record Tested(Actor by, FilterTest test) implements Audited {
        @Override
        public String kind() {
            return "filtering.self-tested";
        }

        @Override
        public String subject() {
            return "filter-test:" + test.id();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "finding", test.finding().name(),
                    "not-kept", String.valueOf(test.count(Finding.NOT_KEPT)),
                    "not-proved", String.valueOf(test.count(Finding.NOT_PROVED)),
                    "policy", String.valueOf(test.policy()),
                    "lists", test.lists());
        }
    }
}
