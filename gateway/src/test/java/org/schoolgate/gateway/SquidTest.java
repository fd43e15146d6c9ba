package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolgate.gateway.School.until;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Keeps;

/** A school that runs Squid: one that sees names, and one that opens HTTPS (ssl-bump), both ask the gateway by ICAP. */
@SuppressWarnings("NullAway.Init") // started before all
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SquidTest {
    Path data;
    School school;
    HttpsServer secure;
    Squid squid;
    int origin;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        school = new School(
                data,
                settings -> settings.icap(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("127.0.0.1")));
        origin = school.origin.address().getPort();
        Path keys = data.resolve("origin.p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "origin",
                "-keyalg",
                "EC",
                "-dname",
                "CN=maps.example",
                "-ext",
                "san=dns:maps.example,dns:blockcraft.example",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                keys.toString());
        secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
        secure.createContext("/", exchange -> {
            byte[] body = ("secure " + exchange.getRequestURI()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        secure.start();
        squid = new Squid(
                data.resolve("squid"),
                Objects.requireNonNull(school.gateway().icapAddress()).getPort(),
                "flags=DONT_VERIFY_PEER",
                List.of("127.0.0.1 maps.example blockcraft.example casino.example"),
                List.of());
    }

    @AfterAll
    void stop() throws Exception {
        squid.close();
        secure.stop(0);
        school.close();
    }

    private static SSLContext tls(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    /** What a reader gets from a page; the status stands last. */
    String curl(int proxy, String who, String url) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "-k",
                "--max-time",
                "20",
                "--noproxy",
                "",
                "-w",
                " %{http_code} %{http_connect}",
                "-x",
                "http://127.0.0.1:" + proxy,
                "-U",
                who + ":any",
                url));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return out;
    }

    @Test
    @Keeps("FIL-1")
    void theSamePersonGetsTheSameVerdictThroughSquid() throws Exception {
        String page = "http://blockcraft.example:" + origin + "/";
        assertThat(curl(squid.names(), "hale", page)).isEqualTo("hello 200 000");
        assertThat(curl(squid.names(), "tom", page))
                .contains("This page is not for you today.")
                .endsWith(" 403 000");
        assertThat(curl(squid.names(), "GREENFIELD\\priya", page))
                .contains("It opens after somebody at school has agreed.");
        assertThat(curl(squid.names(), "nobody-known", page)).contains("The filter does not know who is asking.");

        String secret = "https://blockcraft.example:" + secure.getAddress().getPort() + "/inside?q=1";
        assertThat(curl(squid.names(), "hale", secret)).isEqualTo("secure /inside?q=1 200 200");
        assertThat(curl(squid.names(), "tom", secret))
                .as("a tunnel is refused by its name")
                .endsWith(" 000 403");
    }

    @Test
    void whereSquidOpensHttpsTheReaderGetsThePageAndThePathIsSeen() throws Exception {
        String secret = "https://blockcraft.example:" + secure.getAddress().getPort() + "/inside?q=2";

        assertThat(curl(squid.opening(), "hale", secret)).isEqualTo("secure /inside?q=2 200 200");
        assertThat(curl(squid.opening(), "tom", secret))
                .contains("This page is not for you today.")
                .endsWith(" 403 200");
        until(() -> inside().size() >= 2);
        assertThat(inside())
                .extracting(SeenEvent::reader, SeenEvent::method, SeenEvent::host, SeenEvent::answer)
                .containsExactly(
                        tuple("hale", "GET", "blockcraft.example", "allow"),
                        tuple("tom", "GET", "blockcraft.example", "block"));
    }

    private List<SeenEvent> inside() {
        return school.platform.events().stream()
                .filter(event -> "/inside?q=2".equals(event.path()))
                .toList();
    }

    @Test
    void squidLearnsOfANewPolicyWithTheNextRequest() throws Exception {
        String page = "http://maps.example:" + origin + "/";
        assertThat(curl(squid.names(), "zoe", page)).isEqualTo("hello 200 000");

        school.publish(school.policies
                .version(2)
                .rule("9", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .copy());
        assertThat(curl(squid.names(), "zoe", page)).contains("Your school has closed maps.example.");
        school.publish(school.policies.version(3).withoutRules().copy());
        assertThat(curl(squid.names(), "zoe", page)).isEqualTo("hello 200 000");
    }
}
