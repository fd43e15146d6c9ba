package org.schoolgate.testing;

import org.schoolgate.messages.LinkPurpose;
import org.springframework.context.annotation.Bean;

/** What one-time links are for in tests. */
class TestPurposes {
    @Bean
    LinkPurpose testPurpose() {
        return LinkPurpose.of("messages.test", "/somewhere", "/somewhere/**");
    }

    @Bean
    LinkPurpose testPurposeWithFact() {
        return LinkPurpose.of("messages.test-fact", "/somewhere", "/somewhere/**")
                .askingFact();
    }
}
