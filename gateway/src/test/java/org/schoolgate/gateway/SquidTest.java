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
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
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
import org.schoolgate.testing.Line;

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
    @Line("H8")
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

    private String ask(String who, String method, String site, String path, String more) {
        String user = Base64.getEncoder().encodeToString((who + ":any").getBytes(UTF_8));
        return "%s http://%s:%d%s HTTP/1.1\r\nHost: %s:%d\r\nProxy-Authorization: Basic %s\r\n%s\r\n"
                .formatted(method, site, origin, path, site, origin, user, more);
    }

    private Wire through(String bytes) throws Exception {
        return Wire.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), squid.names()))
                .send(bytes);
    }

    /** How Squid answers bytes of a child's, of which nothing may reach the site that is closed to them. */
    private void tried(Cases cases, String line, IntPredicate status, String bytes) throws Exception {
        int before = school.origin.asked().size();
        try (Wire wire = through(bytes)) {
            int came = wire.answer().status();
            boolean reached = school.origin.asked().stream()
                    .skip(before)
                    .anyMatch(asked -> String.valueOf(asked.header("Host")).contains("blockcraft"));
            cases.add(line, Cases.Where.SQUID, status.test(came) && !reached, came + " to " + bytes);
        }
    }

    @Test
    @Keeps("FIL-1")
    void noTrickOfARequestGetsPastSquidAndTheGateway() throws Exception {
        Cases cases = new Cases();
        String open = ask("tom", "GET", "maps.example", "/", "");
        String closed = ask("tom", "GET", "blockcraft.example", "/", "");
        String other = "Host: blockcraft.example:" + origin + "\r\n";
        tried(cases, "C1", status -> status == 200, open.replaceFirst("Host: [^\r]*\r\n", other));
        tried(
                cases,
                "C1",
                status -> status == 403,
                closed.replaceFirst("Host: [^\r]*", "Host: maps.example:" + origin));
        tried(
                cases,
                "C1",
                status -> status == 403,
                closed.replace("Host: ", "X-Forwarded-Host: maps.example\r\nHost: "));
        tried(cases, "C2", status -> status == 200 || status == 400, open.replace("Proxy-", other + "Proxy-"));
        tried(
                cases,
                "C2",
                status -> status == 400 || status == 403,
                closed.replace("Proxy-", "Host: maps.example\r\nProxy-"));
        for (String lengths : List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\u000b",
                "X: 1\n Transfer-Encoding: chunked",
                "Transfer-Encoding: gzip, chunked",
                "Content-Length: 0x5",
                "Content-Length: -1")) {
            tried(
                    cases,
                    "C5",
                    _ -> true,
                    ask("tom", "POST", "maps.example", "/", lengths + "\r\n") + "0\r\n\r\n" + closed);
        }
        tried(
                cases,
                "C6",
                status -> status == 403,
                ask("tom", "GET", "blockcraft.example", "/", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND")) {
            tried(
                    cases,
                    "C13",
                    status -> status == 403,
                    ask(
                            "tom",
                            method,
                            "blockcraft.example",
                            "/",
                            "Content-Length: 0\r\nX-HTTP-Method-Override: GET\r\n"));
        }
        tried(
                cases,
                "C15",
                status -> status == 403,
                ask("tom", "GET", "blockcraft.example", "/", "If-None-Match: \"1\"\r\n"));
        school.origin.at(
                "/go",
                "HTTP/1.1 302 Go\r\nLocation: http://blockcraft.example:" + origin
                        + "/\r\nAlt-Svc: h3=\":443\"\r\nContent-Length: 0\r\n\r\n");
        try (Wire wire = through(ask("tom", "GET", "maps.example", "/go", ""))) {
            Wire.Answer answer = wire.answer();
            cases.add("C12", Cases.Where.SQUID, answer.status() == 302 && answer.header("Alt-Svc") == null, answer);
        }
        tried(cases, "C12", status -> status == 403, closed);
        cases.areHeldBy("SquidTest.noTrickOfARequestGetsPastSquidAndTheGateway");
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
    @Line("C15")
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
