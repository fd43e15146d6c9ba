package org.schoolgate.gateway.who;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.testing.Line;

class WhoTest {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final InetAddress DESK = InetAddress.ofLiteral("10.1.2.3");
    static final Set<String> NONE_ENDED = Set.of();

    final Bindings bindings = new Bindings();

    static Claim ticket(String reader, String session) {
        return Claim.of(new Ticket.Redeemed(reader, session, NOON.plus(Duration.ofHours(6))));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.128/25, 10.1.2.127, false",
        "10.1.2.128/25, 10.1.2.128, true",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::/0, 2001:db8::1, true"
    })
    void aRangeHoldsItsAddresses(String range, String address, boolean holds) {
        assertThat(AddressRange.of(range).holds(InetAddress.ofLiteral(address))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "room 5", "", "10.0.0.0/x"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenIsFoundInCredentials() {
        String digest = ProxyToken.digest("abc");

        assertThat(digest).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(ProxyToken.digests(basic("abc:"))).containsExactly(digest);
        assertThat(ProxyToken.digests(basic("abc"))).containsExactly(digest);
        assertThat(ProxyToken.digests(basic(":abc"))).containsExactly(digest);
        assertThat(ProxyToken.digests(basic("user:abc"))).hasSize(2).contains(digest);
        assertThat(ProxyToken.digests(basic("abc:").replace("Basic", "bAsIc"))).containsExactly(digest);
    }

    static String basic(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer abc", "Digest username=abc"})
    void whatIsNoTokenIsNone(String header) {
        assertThat(ProxyToken.digests(header)).isEqualTo(List.of());
    }

    @Test
    void anAddressSpeaksForWhoeverSignedIn() {
        bindings.bind(DESK, ticket("priya", "s1"), false, NOON);

        assertThat(bindings.at(DESK, NONE_ENDED, NOON)).isEqualTo(new Bindings.Found.One("priya", "s1", Source.TICKET));
        assertThat(bindings.at(InetAddress.ofLiteral("10.1.2.4"), NONE_ENDED, NOON))
                .isEqualTo(new Bindings.Found.Nobody());
        assertThat(bindings.at(DESK, Set.of("s1"), NOON)).isEqualTo(new Bindings.Found.Nobody());
        assertThat(bindings.at(DESK, NONE_ENDED, NOON.plus(Duration.ofHours(6))))
                .isEqualTo(new Bindings.Found.Nobody());
    }

    @Test
    @Line("H3")
    void anIdleTeacherIsNotBroughtBackByTheNextRequest() {
        bindings.bind(DESK, ticket("hale", "s1"), true, NOON);
        Instant late = NOON.plus(Bindings.STAFF_IDLE).plusMillis(1);

        bindings.seen(DESK, NONE_ENDED, late);

        assertThat(bindings.at(DESK, NONE_ENDED, late)).isEqualTo(new Bindings.Found.Nobody());
        assertThat(bindings.forgetEnded(NONE_ENDED, late)).isTrue();
        assertThat(bindings.forgetEnded(NONE_ENDED, late)).isFalse();
        assertThat(bindings.at(DESK, NONE_ENDED, NOON)).isEqualTo(new Bindings.Found.Nobody());
    }

    @Test
    void aTeacherWhoGoesOnStays() {
        bindings.bind(DESK, ticket("hale", "s1"), true, NOON);
        Instant now = NOON;
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMinutes(9));
            bindings.seen(DESK, NONE_ENDED, now);
        }

        assertThat(bindings.at(DESK, NONE_ENDED, now)).isEqualTo(new Bindings.Found.One("hale", "s1", Source.TICKET));
    }

    @Test
    void ofTwoTeachersTheLastIsThere() {
        bindings.bind(DESK, ticket("hale", "s1"), true, NOON);
        bindings.bind(DESK, ticket("okafor", "s2"), true, NOON);

        assertThat(bindings.at(DESK, NONE_ENDED, NOON))
                .isEqualTo(new Bindings.Found.One("okafor", "s2", Source.TICKET));
    }

    @Test
    @Line("H1")
    void aTeacherWhoSignsInBesideAPupilMakesTwo() {
        bindings.bind(DESK, ticket("priya", "s1"), false, NOON);
        bindings.bind(DESK, ticket("hale", "s2"), true, NOON);

        assertThat(bindings.at(DESK, NONE_ENDED, NOON)).isEqualTo(new Bindings.Found.Several(Set.of("priya", "hale")));
    }
}
