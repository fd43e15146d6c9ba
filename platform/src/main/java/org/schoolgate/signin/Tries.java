package org.schoolgate.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Tenants;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often something has been tried: a name, an address, a child's picture.
 *
 * <p>A try is counted before it is judged, in one statement, so that a hundred tries at once are a hundred tries; what was
 * right is taken off again. Names that are nobody's are counted like names that are somebody's. The counts live in the
 * database, because a restart must not hand out fresh tries.
 */
@Component
class Tries {
    private static final String COUNT = """
            insert into sign_in_try as t (kind, hash, tries, first_at) values (:kind, :hash, 1, :now)
            on conflict (kind, hash) do update set
              tries = case when t.first_at < :window::timestamptz then 1 else t.tries + 1 end,
              first_at = case when t.first_at < :window then :now::timestamptz else t.first_at end,
              shut_until = case when t.first_at >= :window and t.tries + 1 >= :free
                then :now::timestamptz + least(:longest, :first * power(2, least(t.tries + 1 - :free, 16))) * interval '1 second' end
            where t.shut_until is null or t.shut_until <= :now
            returning tries
            """;
    private static final String SHUT_UNTIL =
            "select shut_until from sign_in_try where kind = :kind and hash = :hash and shut_until > :now";
    private static final String FORGET = "delete from sign_in_try where kind = :kind and hash = :hash";
    private static final String FORGET_OLD =
            "delete from sign_in_try where first_at < :before and (shut_until is null or shut_until < :before)";
    private static final String TAKE_BACK =
            "update sign_in_try set tries = greatest(tries - 1, 0) where kind = :kind and hash = :hash";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecretKeySpec key;

    Tries(JdbcClient jdbc, Clock clock, DataFolder folder) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.key = new SecretKeySpec(HexFormat.of().parseHex(folder.secret("sign-in-tries")), "HmacSHA256");
    }

    /** What is counted: so many tries within a window are free, then each waits, up to the longest wait. */
    enum Kind {
        /** One name at one school: after ten, a wait that doubles up to a quarter of an hour. */
        NAME(10, Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofMinutes(15)),
        /** One address, behind which a whole school may sit: what was right is taken off again. */
        ADDRESS(200, Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofMinutes(5)),
        /** One child's secret picture in one supervised session: three, then the adult helps. */
        PICTURE(3, Duration.ofHours(12), Duration.ofHours(12), Duration.ofHours(12)),
        /** Class cards from one address. */
        CLASS_CARD(30, Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofMinutes(15)),
        /** Letters asked for from one address. */
        LETTER(10, Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(30)),
        /** Reports that somebody's password is known, by one person. */
        REPORT(3, Duration.ofHours(24), Duration.ofHours(12), Duration.ofHours(12));

        private final int free;
        private final Duration window;
        private final Duration firstWait;
        private final Duration longestWait;

        Kind(int free, Duration window, Duration firstWait, Duration longestWait) {
            this.free = free;
            this.window = window;
            this.firstWait = firstWait;
            this.longestWait = longestWait;
        }
    }

    /** Counts one more; says until when it is shut, without having counted, if it is. */
    Optional<Instant> count(Kind kind, String what) {
        return Tenants.untenanted(() -> countHere(kind, hash(what)));
    }

    /** It was right: nothing is held against the next try. */
    void forget(Kind kind, String what) {
        run(FORGET, kind, what);
    }

    /** It was right: this one does not count. */
    void takeBack(Kind kind, String what) {
        run(TAKE_BACK, kind, what);
    }

    /** Lets go of counts whose windows are long over. */
    int forgetBefore(Instant before) {
        return jdbc.sql(FORGET_OLD).param("before", Timestamp.from(before)).update();
    }

    private Optional<Instant> countHere(Kind kind, byte[] hash) {
        var now = clock.instant();
        var tries = jdbc.sql(COUNT)
                .param("kind", kind.name())
                .param("hash", hash)
                .param("now", Timestamp.from(now))
                .param("window", Timestamp.from(now.minus(kind.window)))
                .param("free", kind.free)
                .param("first", kind.firstWait.toSeconds())
                .param("longest", kind.longestWait.toSeconds())
                .query(Integer.class)
                .optional();
        return tries.isEmpty() ? shutUntil(kind, hash, now) : Optional.empty();
    }

    private Optional<Instant> shutUntil(Kind kind, byte[] hash, Instant now) {
        return jdbc.sql(SHUT_UNTIL)
                .param("kind", kind.name())
                .param("hash", hash)
                .param("now", Timestamp.from(now))
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional()
                .or(() -> Optional.of(now));
    }

    private void run(String sql, Kind kind, String what) {
        Tenants.untenanted(() -> jdbc.sql(sql)
                .param("kind", kind.name())
                .param("hash", hash(what))
                .update());
    }

    private byte[] hash(String what) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
