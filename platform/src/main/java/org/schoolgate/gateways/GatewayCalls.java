package org.schoolgate.gateways;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.Tenants;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The calls of gateways: which one it is, and what it says of itself. */
@Service
public class GatewayCalls {
    static final String TOKEN_BEGINS = "sgg-";
    static final int TOKEN_LETTERS = 52;

    private static final Duration NOTED_ENOUGH = Duration.ofSeconds(5);

    private final GatewayStore store;
    private final Directory directory;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Map<GatewayId, Noted> noted = new ConcurrentHashMap<>();

    GatewayCalls(GatewayStore store, Directory directory, Clock clock, PlatformTransactionManager transactions) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Noted(Instant at, GatewayReport report, CallingGateway gateway) {}

    /** The gateway whose token this is, in whichever school. */
    public Optional<CallingGateway> authenticate(String token) {
        if (token.length() != TOKEN_BEGINS.length() + TOKEN_LETTERS || !token.startsWith(TOKEN_BEGINS)) {
            return Optional.empty();
        }
        var hash = Directory.hash(token);
        return directory
                .find(Directory.Kind.GATEWAY, token)
                .flatMap(school -> Tenants.within(school, () -> transaction.execute(_ -> store.byToken(school, hash))))
                .filter(holder -> MessageDigest.isEqual(HexFormat.of().parseHex(holder.hash()), hash))
                .map(GatewayStore.Holder::gateway);
    }

    /** Whether its token still opens something, as the database has it now. Call it inside the school's scope. */
    public boolean isKnown(CallingGateway gateway) {
        return Boolean.TRUE.equals(transaction.execute(_ -> store.isKnown(gateway)));
    }

    /**
     * Notes that a gateway called and what it said; what it repeats within seconds costs nothing. False if its token
     * opens nothing any more. Call it inside the school's scope.
     */
    public boolean heard(CallingGateway gateway, GatewayReport report) {
        var now = clock.instant();
        var before = noted.get(gateway.id());
        if (before != null
                && before.at().plus(NOTED_ENOUGH).isAfter(now)
                && before.gateway().equals(gateway)
                && (report.equals(GatewayReport.NOTHING) || report.equals(before.report()))) {
            return true;
        }
        if (!Boolean.TRUE.equals(transaction.execute(_ -> store.called(gateway, now, report)))) {
            return false;
        }
        noted.put(gateway.id(), new Noted(now, report, gateway));
        return true;
    }
}
