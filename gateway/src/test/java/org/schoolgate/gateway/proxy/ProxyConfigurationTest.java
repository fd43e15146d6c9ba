package org.schoolgate.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The file by which browsers find the gateways of a school. */
class ProxyConfigurationTest {
    private static final Pattern PROXIES = Pattern.compile("return \"(PROXY [^\"]*)\";");

    private static String proxies(Set<String> names, Set<String> beside, String browser) {
        Matcher found = PROXIES.matcher(ProxyConfiguration.leadingTo(names, beside, null, browser));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void severalGatewaysShareTheBrowsersAndEachSaysTheSame() {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            String browser = "10.1." + i / 200 + "." + i % 200;
            String said = proxies(Set.of("a.example:3128"), Set.of("b.example:3128", "c.example:3128"), browser);

            assertThat(said.split("; ", -1))
                    .containsExactlyInAnyOrder("PROXY a.example:3128", "PROXY b.example:3128", "PROXY c.example:3128");
            assertThat(proxies(Set.of("c.example:3128"), Set.of("a.example:3128", "b.example:3128"), browser))
                    .isEqualTo(said);
            first.merge(said.split("; ", -1)[0], 1, Integer::sum);
        }
        assertThat(first)
                .hasSize(3)
                .allSatisfy((_, browsers) -> assertThat(browsers).isBetween(120, 280));
    }

    @Test
    void aGatewayWithoutANameIsNamedByItsAddress() {
        String file = ProxyConfiguration.leadingTo(
                Set.of(),
                Set.of("b.example:3128"),
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 3128),
                "127.0.0.7");

        assertThat(file)
                .contains("PROXY 127.0.0.1:3128")
                .contains("PROXY b.example:3128")
                .doesNotContain("; DIRECT");
    }
}
