package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.gateway.School.until;
import static org.schoolgate.gateway.Wire.as;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.policy.PolicyFile;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** The local copy of the policy: fetched, kept, never back, in force with the platform or without it. */
class PolicyFeedTest {
    @TempDir
    Path data;

    @Test
    @Line("I5")
    @Keeps("FIL-1")
    void aGatewayWithoutAPolicyLetsNothingThrough() throws Exception {
        GatewaySettings settings = new GatewaySettings(
                        URI.create("http://127.0.0.1:1"), FakePlatform.TOKEN, data.resolve("gateway"))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (Gateway gateway = Gateway.start(settings);
                Wire wire = Wire.to(gateway.address())) {
            assertThat(wire.get("http://maps.example/", as("hale")).status()).isEqualTo(503);
            assertThat(wire.connect("maps.example:443", as("hale")).status()).isEqualTo(503);
            assertThat(wire.get("http://127.0.0.1:" + gateway.address().getPort() + "/.schoolgate/health", "")
                            .status())
                    .isEqualTo(503);
            assertThat(gateway.policy()).isNull();
        }
    }

    @Test
    void theCopyOnDiskHoldsWhileThePlatformIsAway() throws Exception {
        try (School school = new School(data)) {
            until(() -> Files.exists(data.resolve("gateway/policy")));
            school.platform.goAway();
            school.gateway().close();

            school.start();

            assertThat(school.gateway().policy()).isEqualTo("1-1");
            try (Wire wire = school.wire()) {
                assertThat(wire.get("http://maps.example/", as("priya")).status())
                        .isEqualTo(200);
                assertThat(wire.get("http://casino.example/", as("priya")).status())
                        .isEqualTo(403);
                String health = wire.get("http://" + host(school) + "/.schoolgate/health", "")
                        .body();
                assertThat(health).contains("\"policy\":\"1-1\"").contains("\"policyAgeSeconds\":");
            }
        }
    }

    @Test
    void whatChangedWhileItWasAwayHoldsFromTheFirstAnswerOn() throws Exception {
        try (School school = new School(data)) {
            until(() -> Files.exists(data.resolve("gateway/policy")));
            school.gateway().close();
            school.platform.change(school.policies
                    .version(2)
                    .rule("late", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());

            school.start();

            try (Wire wire = school.wire()) {
                assertThat(wire.get("http://maps.example/", as("priya")).status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void aPlatformThatDoesNotAnswerKeepsNoGatewayClosed() throws Exception {
        try (School school = new School(data);
                ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            until(() -> Files.exists(data.resolve("gateway/policy")));
            school.gateway().close();
            GatewaySettings settings = new GatewaySettings(
                            URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                            FakePlatform.TOKEN,
                            data.resolve("gateway"))
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            long began = System.nanoTime();
            try (Gateway gateway = Gateway.start(settings);
                    Wire wire = Wire.to(gateway.address())) {
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
                assertThat(gateway.policy()).isEqualTo("1-1");
                assertThat(wire.get("http://127.0.0.1:" + gateway.address().getPort() + "/.schoolgate/health", "")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    static String host(School school) {
        return "127.0.0.1:" + school.gateway().address().getPort();
    }

    @Test
    void itIsThereAgainAfterThePlatformComesBack() throws Exception {
        try (School school = new School(data)) {
            school.platform.goAway();
            school.untilEdge(Edge.POLICY, Trouble.PLATFORM_AWAY);
            school.platform.change(school.policies.version(7).copy());
            try (Wire wire = school.wire()) {
                assertThat(wire.get("http://maps.example/", as("priya")).status())
                        .isEqualTo(200);
            }
            school.platform.comeBack();

            until(() -> "1-7".equals(school.gateway().policy()));
            school.untilEdge(Edge.POLICY, null);
            school.untilEdge(Edge.EVENTS, null);
            until(() -> {
                GatewayHealth told = school.platform.health();
                return told != null && told.edges().stream().anyMatch(edge -> edge.last() == Trouble.PLATFORM_AWAY);
            });
            until(() -> school.platform.listeners() == 1);
            school.publish(school.policies.version(8).copy());
        }
    }

    @Test
    @Line("I6")
    void itNeverGoesBackWithinAnEpochNorToAnEarlierOne() throws Exception {
        try (School school = new School(data)) {
            school.publish(school.policies.epoch(5).version(10).copy());
            for (long[] older : new long[][] {{5, 9}, {4, 99}, {1, 1}}) {
                int before = school.platform.fetches();
                school.platform.publish(
                        school.policies.epoch(older[0]).version(older[1]).copy());
                until(() -> school.platform.fetches() > before);
                assertThat(school.gateway().policy()).isEqualTo("5-10");
            }
            school.publish(school.policies.epoch(6).version(1).copy());
            until(() -> contains(data.resolve("gateway/policy"), "\"epoch\":6"));

            school.gateway().close();
            school.platform.change(school.policies.epoch(5).version(99).copy());
            int before = school.platform.fetches();
            school.start();
            until(() -> school.platform.fetches() > before);
            until(() -> school.platform.listeners() >= 1);
            assertThat(school.gateway().policy()).isEqualTo("6-1");
        }
    }

    @Test
    void aChangeComesWithItsPolicy() throws Exception {
        try (School school = new School(data)) {
            PolicyCopy next = school.policies.version(2).copy();
            until(() -> school.platform.listeners() == 1);

            school.platform.push(next.tag(), packed(Feed.JSON.writeValueAsBytes(next)));

            until(() -> "1-2".equals(school.gateway().policy()));
            until(() -> contains(data.resolve("gateway/policy"), "\"version\":2"));
        }
    }

    @Test
    void aCopyThatCannotBeReadIsFetchedInstead() throws Exception {
        try (School school = new School(data)) {
            long version = 2;
            for (String copy : new String[] {"%%%", "bm8gZ3ppcA==", packed("no policy".getBytes(UTF_8))}) {
                until(() -> school.platform.listeners() >= 1);
                PolicyCopy next = school.policies.version(version).copy();
                school.platform.change(next);

                school.platform.push(next.tag(), copy);

                until(() -> next.tag().equals(school.gateway().policy()));
                version++;
            }
        }
    }

    private static String packed(byte[] json) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(json);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void theCopyIsItsOwnersAloneAndHoldsNoNameAndNoToken() throws Exception {
        try (School _ = new School(data)) {
            Path copy = data.resolve("gateway/policy");
            until(() -> Files.exists(copy));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("gateway"))))
                    .isEqualTo("rwx------");
            assertThat(Files.readString(copy)).doesNotContain("priya-token").doesNotContain(FakePlatform.TOKEN);
        }
    }

    @Test
    void aCopyThatComesAsTheGatewayEndsIsKept() throws Exception {
        PolicyFile file = new PolicyFile(data.resolve("policy"), FakePlatform.TOKEN);
        PolicyCopy last = new Policies("http://127.0.0.1").version(3).copy();
        Thread listening = Thread.ofVirtual().unstarted(() -> {
            try {
                file.write(last);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        listening.interrupt();
        listening.start();
        listening.join();

        assertThat(file.read()).isEqualTo(last);
    }

    @Test
    void aCopyThatSomebodyElseWroteIsNotUsed() throws Exception {
        Path copy = data.resolve("gateway/policy");
        try (School school = new School(data)) {
            until(() -> Files.exists(copy));
            school.gateway().close();
            school.platform.goAway();
            String kept = Files.readString(copy);
            Files.writeString(copy, kept.replace("\"gambling\"", "\"knitting\""));
            assertThat(Files.readString(copy)).isNotEqualTo(kept);
            school.start();
            assertThat(school.gateway().policy()).isNull();

            school.gateway().close();
            Files.writeString(copy, kept.substring(0, kept.length() / 2));
            school.start();
            assertThat(school.gateway().policy()).isNull();

            school.gateway().close();
            Files.writeString(copy, kept);
            school.start();
            assertThat(school.gateway().policy()).isEqualTo("1-1");
        }
    }

    @Test
    @Line("I9")
    void oneBadRuleDoesNotKeepASchoolOnYesterdaysPolicy() throws Exception {
        try (School school = new School(data)) {
            school.publish(school.policies
                    .version(2)
                    .rule("bad", "not a host", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .rule("good", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                    .copy());
            try (Wire wire = school.wire()) {
                assertThat(wire.get("http://maps.example/", as("priya")).status())
                        .isEqualTo(403);
                assertThat(wire.get("http://" + host(school) + "/.schoolgate/health", "")
                                .body())
                        .contains("rule bad: ");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (School school = new School(data)) {
            GatewaySettings second = new GatewaySettings(
                            school.platform.address(), FakePlatform.TOKEN, data.resolve("second"))
                    .listen(school.gateway().address());

            assertThatThrownBy(() -> Gateway.start(second)).hasMessageContaining("the proxy cannot listen on");
        }
    }

    @Test
    @Line({"I5", "I6"})
    void noRuleOpensAnIllegalName() throws Exception {
        try (School school = new School(data)) {
            school.publish(school.policies
                    .version(2)
                    .rule("1", "illegal.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                    .rule("2", "www.illegal.example", Rule.Effect.ALLOW, Rule.Source.UNBLOCK, null)
                    .rule("3", "canary.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                    .copy());
            try (Wire wire = school.wire()) {
                for (String host : new String[] {"illegal.example", "www.illegal.example", "a.b.canary.example"}) {
                    for (String who : new String[] {"hale", "priya", "tom"}) {
                        assertThat(wire.get("http://" + host + "/", as(who)).status())
                                .as(who + " " + host)
                                .isEqualTo(403);
                        assertThat(wire.connect(host + ":443", as(who)).status())
                                .isEqualTo(403);
                    }
                }
            }
        }
    }
}
