package org.schoolgate.gateway.who;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.testing.Line;

/** A script of the school's says who logs on to which computer. */
class LogOnsTest {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String SECRET = "only-the-domain-controller-knows";
    static final InetAddress DESK = InetAddress.ofLiteral("10.1.2.3");
    static final String ON =
            "at=%d&event=on&session=pc14-7&user=GREENFIELD%%5CTom&address=10.1.2.3".formatted(NOON.getEpochSecond());

    final Bindings bindings = new Bindings();
    final Map<String, Reader> names = Map.of(
            "tom", new Reader("tom", "ks1", Set.of(), false, new AccessState.Open(null)),
            "hale", new Reader("hale", "staff", Set.of(), true, new AccessState.Open(null)));
    final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    final LogOns logOns = new LogOns(
            SECRET,
            new Announced(Source.LOG_ON, bindings, name -> names.get(SignInName.canonical(name)), clock),
            clock);

    static String signature(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    LogOns.Outcome hear(String text) {
        return hear(text, signature(SECRET, text));
    }

    LogOns.Outcome hear(String text, String signature) {
        Map<String, String> said = new QueryStringDecoder("/?" + text)
                .parameters().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().getLast()));
        return logOns.hear(text, signature, said);
    }

    Bindings.Found there() {
        return bindings.at(DESK, Set.of(), NOON);
    }

    @Test
    void whoLogsOnIsThereUntilTheyLogOff() {
        assertThat(hear(ON)).isEqualTo(LogOns.Outcome.KEPT);
        assertThat(there()).isEqualTo(new Bindings.Found.One("tom", null, Source.LOG_ON));

        assertThat(hear("at=%d&event=off&session=pc14-7".formatted(NOON.getEpochSecond())))
                .isEqualTo(LogOns.Outcome.KEPT);
        assertThat(there()).isEqualTo(new Bindings.Found.Nobody());
    }

    @Test
    @Line("H4")
    void whoLogsOnNextTakesThePlaceAndSomebodyUnknownIsNobody() {
        hear(ON.replace("GREENFIELD%5CTom", "hale").replace("pc14-7", "pc14-6"));
        assertThat(there()).isEqualTo(new Bindings.Found.One("hale", null, Source.LOG_ON));
        hear(ON);
        assertThat(there()).isEqualTo(new Bindings.Found.One("tom", null, Source.LOG_ON));

        assertThat(hear(ON.replace("GREENFIELD%5CTom", "visitor").replace("pc14-7", "pc14-8")))
                .isEqualTo(LogOns.Outcome.UNKNOWN_NAME);
        assertThat(there()).isEqualTo(new Bindings.Found.Nobody());
    }

    @Test
    @Line("H6")
    void whatIsNotSignedOrWasSaidBeforeIsRefused() {
        assertThat(hear(ON, signature("another-secret-of-some-length", ON))).isEqualTo(LogOns.Outcome.REFUSED);
        assertThat(hear(ON, signature(SECRET, ON.replace("Tom", "Hale")))).isEqualTo(LogOns.Outcome.REFUSED);
        assertThat(hear(ON, "")).isEqualTo(LogOns.Outcome.REFUSED);
        assertThat(there()).isEqualTo(new Bindings.Found.Nobody());

        assertThat(hear(ON)).isEqualTo(LogOns.Outcome.KEPT);
        assertThat(hear(ON)).isEqualTo(LogOns.Outcome.REFUSED);
        assertThat(hear(ON, signature(SECRET, ON).toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(LogOns.Outcome.REFUSED);
    }

    @ParameterizedTest
    @Line("H6")
    @CsvSource({"-121, REFUSED", "-120, KEPT", "120, KEPT", "121, REFUSED"})
    void whatWasSaidTooLongAgoOrInTheFutureIsRefused(long seconds, LogOns.Outcome outcome) {
        assertThat(hear(ON.replace(
                        Long.toString(NOON.getEpochSecond()), Long.toString(NOON.getEpochSecond() + seconds))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event=on&session=s&user=tom&address=10.1.2.3",
                "at=soon&event=on&session=s&user=tom&address=10.1.2.3",
                "at=9999999999999999999&event=on&session=s&user=tom&address=10.1.2.3",
                "at=1795176000&event=on&user=tom&address=10.1.2.3",
                "at=1795176000&event=maybe&session=s&user=tom&address=10.1.2.3",
                "at=1795176000&event=on&session=s&user=tom&address=pc14",
                "at=1795176000&event=on&session=s&user=tom"
            })
    void whatLacksSomethingIsUnreadable(String text) {
        assertThat(NOON.getEpochSecond()).isEqualTo(1_795_176_000L);
        assertThat(hear(text)).isEqualTo(LogOns.Outcome.UNREADABLE);
    }

    @ParameterizedTest
    @Line("H8")
    @CsvSource({
        "mia.k, mia.k",
        "GREENFIELD\\Mia.K, mia.k",
        "mia.k@greenfield.example, mia.k",
        "GREENFIELD\\mia.k@greenfield.example, mia.k",
        "ｍｉａ.ｋ, mia.k",
        "host/pc14.greenfield.example, ''",
        "PC14$, ''",
        "' mia.k ', mia.k"
    })
    void aNameHasOneSpelling(String typed, String canonical) {
        assertThat(SignInName.canonical(typed)).isEqualTo(canonical);
    }
}
