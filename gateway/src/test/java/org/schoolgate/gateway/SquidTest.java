package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolgate.gateway.School.until;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
    Process squid;
    int names;
    int inspecting;
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
        names = free();
        inspecting = free();
        squid = squid();
        until(() -> listens(names) && listens(inspecting));
    }

    @AfterAll
    void stop() throws Exception {
        squid.destroy();
        squid.waitFor(5, TimeUnit.SECONDS);
        squid.destroyForcibly();
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

    private Process squid() throws Exception {
        Path home = data.resolve("squid");
        Files.createDirectory(home);
        // Started by root it becomes a user of its own, who must be able to write there.
        for (Path folder = home; folder != null && folder.startsWith(data); folder = folder.getParent()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        run(
                "openssl",
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-days",
                "2",
                "-nodes",
                "-x509",
                "-subj",
                "/CN=Squid of Greenfield",
                "-keyout",
                home.resolve("ca.pem").toString(),
                "-out",
                home.resolve("ca.crt").toString());
        Files.writeString(home.resolve("ca.pem"), Files.readString(home.resolve("ca.crt")), StandardOpenOption.APPEND);
        Files.setPosixFilePermissions(home.resolve("ca.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        run(
                "/usr/lib/squid/security_file_certgen",
                "-c",
                "-s",
                home.resolve("certs").toString(),
                "-M",
                "4MB");
        run("chmod", "-R", "a+rwX", home.toString());
        Files.writeString(home.resolve("hosts"), "127.0.0.1 maps.example blockcraft.example casino.example\n");
        String icap = "icap://127.0.0.1:"
                + Objects.requireNonNull(school.gateway().icapAddress()).getPort();
        Files.writeString(home.resolve("squid.conf"), """
                http_port 127.0.0.1:%d name=names
                http_port 127.0.0.1:%d name=inspecting ssl-bump tls-cert=HOME/ca.pem generate-host-certificates=on
                sslcrtd_program /usr/lib/squid/security_file_certgen -s HOME/certs -M 4MB
                sslcrtd_children 1
                acl opened myportname inspecting
                acl tunnel method CONNECT
                ssl_bump bump opened
                tls_outgoing_options flags=DONT_VERIFY_PEER
                auth_param basic program /usr/lib/squid/basic_fake_auth
                auth_param basic children 1
                acl known proxy_auth REQUIRED
                http_access allow known
                http_access deny all
                icap_enable on
                icap_send_client_ip on
                icap_send_client_username on
                icap_service before reqmod_precache ICAP/request bypass=off
                icap_service after respmod_precache ICAP/response bypass=off
                # Where HTTPS is opened, what is inside is asked about: so its readers get the page and not the browser's own.
                adaptation_access before deny opened tunnel
                adaptation_access before allow all
                adaptation_access after allow all
                hosts_file HOME/hosts
                cache deny all
                access_log none
                cache_log HOME/cache.log
                pid_filename HOME/squid.pid
                coredump_dir HOME
                shutdown_lifetime 0 seconds
                visible_hostname squid.example
                pinger_enable off
                netdb_filename none
                """.formatted(names, inspecting)
                .replace("HOME", home.toString())
                .replace("ICAP", icap));
        return new ProcessBuilder(
                        "/usr/sbin/squid",
                        "-N",
                        "-f",
                        home.resolve("squid.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
    }

    private static int free() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static String run(String... command) throws Exception {
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
        assertThat(curl(names, "hale", page)).isEqualTo("hello 200 000");
        assertThat(curl(names, "tom", page))
                .contains("This page is not for you today.")
                .endsWith(" 403 000");
        assertThat(curl(names, "GREENFIELD\\priya", page)).contains("It opens after somebody at school has agreed.");
        assertThat(curl(names, "nobody-known", page)).contains("The filter does not know who is asking.");

        String secret = "https://blockcraft.example:" + secure.getAddress().getPort() + "/inside?q=1";
        assertThat(curl(names, "hale", secret)).isEqualTo("secure /inside?q=1 200 200");
        assertThat(curl(names, "tom", secret))
                .as("a tunnel is refused by its name")
                .endsWith(" 000 403");
    }

    @Test
    void whereSquidOpensHttpsTheReaderGetsThePageAndThePathIsSeen() throws Exception {
        String secret = "https://blockcraft.example:" + secure.getAddress().getPort() + "/inside?q=2";

        assertThat(curl(inspecting, "hale", secret)).isEqualTo("secure /inside?q=2 200 200");
        assertThat(curl(inspecting, "tom", secret))
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
        assertThat(curl(names, "zoe", page)).isEqualTo("hello 200 000");

        school.publish(school.policies
                .version(2)
                .rule("9", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .copy());
        assertThat(curl(names, "zoe", page)).contains("Your school has closed maps.example.");
        school.publish(school.policies.version(3).withoutRules().copy());
        assertThat(curl(names, "zoe", page)).isEqualTo("hello 200 000");
    }
}
