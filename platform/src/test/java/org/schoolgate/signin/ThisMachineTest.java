package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ThisMachineTest {
    private static MockHttpServletRequest request(String from, String host) {
        var request = new MockHttpServletRequest("GET", "/set-up");
        request.setRemoteAddr(from);
        request.setServerName(host);
        return request;
    }

    @Test
    void aBrowserHereIsHere() {
        assertThat(ThisMachine.isAsking(request("127.0.0.1", "127.0.0.1"))).isTrue();
        assertThat(ThisMachine.isAsking(request("127.0.0.1", "localhost"))).isTrue();
        assertThat(ThisMachine.isAsking(request("0:0:0:0:0:0:0:1", "[::1]"))).isTrue();
    }

    @Test
    void aBrowserOnTheNetworkIsNot() {
        assertThat(ThisMachine.isAsking(request("192.168.4.20", "127.0.0.1"))).isFalse();
        assertThat(ThisMachine.isAsking(request("fe80::1", "localhost"))).isFalse();
        assertThat(ThisMachine.isAsking(request("not an address", "localhost"))).isFalse();
    }

    @Test
    void aProxyOnThisMachineDoesNotMakeItsVisitorsHere() {
        for (var header : new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"}) {
            var request = request("127.0.0.1", "127.0.0.1");
            request.addHeader(header, "203.0.113.9");
            assertThat(ThisMachine.isAsking(request)).as(header).isFalse();
        }
    }

    @Test
    void aPageElsewhereWhoseNameLeadsHereIsNotOurs() {
        assertThat(ThisMachine.isAsking(request("127.0.0.1", "rebinding.example")))
                .isFalse();
        assertThat(ThisMachine.isAsking(request("127.0.0.1", "127.0.0.1.rebinding.example")))
                .isFalse();
    }
}
