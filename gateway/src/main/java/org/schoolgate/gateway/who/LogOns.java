package org.schoolgate.gateway.who;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a script of the school's says of who has logged on to which computer. It is signed with a secret that never crosses
 * the network, carries its time, and is good once.
 */
public final class LogOns {
    /** How far the clock of whoever says it may be off. */
    public static final Duration SKEW = Duration.ofMinutes(2);

    public static final int SHORTEST_SECRET = 24;

    private static final String HMAC = "HmacSHA256";
    private static final int REMEMBERED = 50_000;

    private final byte[] secret;
    private final Announced computers;
    private final Clock clock;
    private final SaidBefore used = new SaidBefore(REMEMBERED);

    /** What becomes of what was said. */
    public enum Outcome {
        KEPT,
        /** The school knows nobody by that name; whoever was at the computer is no longer taken to be there. */
        UNKNOWN_NAME,
        /** It is of a log-on that was over before. */
        OVER,
        /** It is not signed with the secret, said too long ago, or said before. */
        REFUSED,
        /** It lacks something, or has it in a form that says nothing. */
        UNREADABLE
    }

    public LogOns(String secret, Announced computers, Clock clock) {
        this.secret = secret.getBytes(UTF_8);
        this.computers = computers;
        this.clock = clock;
    }

    /** What was said before, by its signature. */
    public SaidBefore saidBefore() {
        return used;
    }

    /**
     * Hears one word.
     *
     * @param signed exactly what was signed: the question's text as it was sent
     * @param signature HMAC-SHA-256 of it, in hexadecimal
     * @param said its parts by name: {@code at} in seconds since 1970, {@code event} ({@code on}, {@code still} or
     *     {@code off}), {@code session}, {@code user}, {@code address}
     */
    public Outcome hear(String signed, @Nullable String signature, Map<String, String> said) {
        if (signature == null || !isSigned(signed, signature)) {
            return Outcome.REFUSED;
        }
        String session = said.getOrDefault("session", "");
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(said.getOrDefault("at", "")));
            if (Duration.between(at, clock.instant()).abs().compareTo(SKEW) > 0
                    || !used.isNew(signature.toLowerCase(Locale.ROOT))) {
                return Outcome.REFUSED;
            }
            if (session.isBlank()) {
                return Outcome.UNREADABLE;
            }
            return switch (said.getOrDefault("event", "")) {
                case "on", "still" ->
                    outcome(computers.present(
                            session,
                            said.getOrDefault("user", ""),
                            InetAddress.ofLiteral(said.getOrDefault("address", ""))));
                case "off" -> outcome(computers.gone(session));
                default -> Outcome.UNREADABLE;
            };
        } catch (IllegalArgumentException | DateTimeException _) {
            return Outcome.UNREADABLE;
        }
    }

    private boolean isSigned(String signed, String signature) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            String ours = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
            return MessageDigest.isEqual(
                    ours.getBytes(UTF_8), signature.toLowerCase(Locale.ROOT).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static Outcome outcome(Announced.Outcome outcome) {
        return switch (outcome) {
            case KEPT -> Outcome.KEPT;
            case UNKNOWN_NAME -> Outcome.UNKNOWN_NAME;
            case OVER -> Outcome.OVER;
        };
    }
}
