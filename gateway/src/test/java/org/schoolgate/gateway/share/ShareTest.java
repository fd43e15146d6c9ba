package org.schoolgate.gateway.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void whoeverComesBeyondTheBoundFindsNoPlaceUntilSomebodyLeaves() {
        Connections two = new Connections(2);
        EmbeddedChannel first = new EmbeddedChannel();
        assertThat(two.take(first)).isTrue();
        assertThat(two.take(new EmbeddedChannel())).isTrue();
        assertThat(two.take(new EmbeddedChannel())).isFalse();
        assertThat(two.take(new EmbeddedChannel())).isFalse();

        first.close();

        assertThat(two.take(new EmbeddedChannel())).isTrue();
        assertThat(two.take(new EmbeddedChannel())).isFalse();
    }

    @Test
    void eachOfSeveralHasAsMuchAndAllTogetherNoMoreThanOneAlone() {
        Share alone = Share.of(1);
        Share ofTwenty = Share.of(20);

        assertThat(ofTwenty.clients().most()).isPositive();
        assertThat(20 * ofTwenty.clients().most())
                .isLessThanOrEqualTo(alone.clients().most());
        assertThat(ofTwenty.sites().most()).isEqualTo(ofTwenty.clients().most());
        assertThat(alone.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(Share.of(10_000).processors()).isEqualTo(1);
    }
}
