package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.messages.Messages;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Signing in and setting a password by a link, with the program and its web layer telling all that they can. */
@PageTest
@ExtendWith(OutputCaptureExtension.class)
class NothingSecretInTheLogTest {
    private static final String PASSWORD = "lantern puddle otter 47";
    private static final List<String> TALKATIVE = List.of("org.schoolgate", "org.springframework.security");

    private final Cast cast;
    private final Roll roll;
    private final NewStarters starters;
    private final Messages messages;
    private final LoggingSystem logging;
    private final MockMvcTester mvc;

    NothingSecretInTheLogTest(
            Cast cast, Roll roll, NewStarters starters, Messages messages, LoggingSystem logging, MockMvcTester mvc) {
        this.cast = cast;
        this.roll = roll;
        this.starters = starters;
        this.messages = messages;
        this.logging = logging;
        this.mvc = mvc;
    }

    @Test
    @Keeps("PWD-17")
    void noPasswordLinkOrCookieIsWrittenDown(CapturedOutput output) {
        TALKATIVE.forEach(name -> logging.setLogLevel(name, LogLevel.TRACE));
        try {
            var secrets = walkThrough();
            LoggerFactory.getLogger(getClass()).info("the log is captured");

            assertThat(output.getAll()).contains("the log is captured").contains("/sign-in");
            assertThat(secrets).hasSize(4);
            secrets.forEach(secret -> assertThat(output.getAll()).doesNotContain(secret));
        } finally {
            TALKATIVE.forEach(name -> logging.setLogLevel(name, null));
        }
    }

    /** Everything that nobody but its owner may see, in the order in which it came up. */
    private List<String> walkThrough() {
        var school = cast.greenfield();
        var address = "hale-" + UUID.randomUUID() + "@greenfield.example";
        roll.put(school.teacher(), address);
        var office = school.somebody("Kim Lane", org.schoolgate.kernel.Role.OFFICE);
        var secrets = new ArrayList<String>();
        school.within(() -> {
            starters.open(office, Set.of(school.teacher().person()));
            var letter = messages.outbox(school.school(), 1).getFirst();
            messages.open(school.school(), letter.id()).orElseThrow().parts().stream()
                    .map(part -> Pattern.compile("/s/([A-Za-z0-9_-]{43})").matcher(String.valueOf(part.path())))
                    .filter(java.util.regex.Matcher::matches)
                    .forEach(link -> secrets.add(link.group(1)));
        });
        var visit = mvc.post()
                .uri("/s/" + secrets.getFirst())
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
        var visitor = Objects.requireNonNull(visit.getResponse().getCookie("schoolgate-visit"));
        secrets.add(visitor.getValue());
        assertThat(mvc.post()
                        .uri("/set-password")
                        .cookie(visitor)
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .param("password", PASSWORD)
                        .param("again", PASSWORD)
                        .exchange())
                .hasStatus(302);
        secrets.add(PASSWORD);
        assertThat(signIn(address, PASSWORD + " no").getResponse().getStatus()).isEqualTo(422);
        var in = signIn(address, PASSWORD);
        secrets.add(Objects.requireNonNull(in.getResponse().getCookie("schoolgate-session"))
                .getValue());
        return secrets;
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult signIn(String name, String password) {
        return mvc.post()
                .uri("/sign-in")
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .with(request -> {
                    request.setRemoteAddr(
                            "2001:db8::" + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff));
                    return request;
                })
                .param("name", name)
                .param("password", password)
                .exchange();
    }
}
