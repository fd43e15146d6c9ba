package org.schoolgate.gateway.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.feed.Edge;

class WarmUpTest {
    private static final Set<Edge> ALL = EnumSet.of(Edge.PROXY, Edge.INSPECTION, Edge.DNS_UDP, Edge.ICAP);

    @Test
    void everyWayIsGoneWithAnswersToTheEnd() {
        try (ListImage image = ListImage.empty()) {
            Map<Edge, Long> answers = WarmUp.run(image, ALL, Duration.ofSeconds(30));
            assertThat(answers.keySet()).isEqualTo(ALL);
            // A way that breaks off after its first answers would come no further than that.
            assertThat(answers.values()).allMatch(count -> count > 100);
        }
    }

    @Test
    void aWayThatTheGatewayDoesNotHaveIsNotGone() {
        try (ListImage image = ListImage.empty()) {
            assertThat(WarmUp.run(image, Set.of(Edge.PROXY), Duration.ofSeconds(1)))
                    .containsOnlyKeys(Edge.PROXY);
        }
    }
}
