package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.gateway.School;
import org.schoolgate.gateway.dns.Ask.Said;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Keeps;
import org.slf4j.LoggerFactory;

/** Names looked up where nobody on the way can read them: over TLS, and over HTTPS with the token of a device. */
class SecureDnsTest {
    private static final String PASSWORD = "changeit";
    private static final String MAPS = "203.0.113.7";

    /** Made once, as it takes a while. */
    @TempDir
    static Path made;

    static SSLContext trust;

    @TempDir
    Path data;

    FakeNameServer upstream;
    School school;

    @BeforeAll
    static void makeCertificate() throws Exception {
        trust = certificate(made);
    }

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeNameServer().address("maps.example", MAPS).address("blockcraft.example", MAPS);
        Path certificate = data.resolve("certificate.pem");
        Path key = data.resolve("key.pem");
        Files.copy(made.resolve("certificate.pem"), certificate);
        Files.copy(made.resolve("key.pem"), key);
        DnsSettings.Secure secure = new DnsSettings.Secure(certificate, key, 0, 0);
        school = new School(
                data,
                settings -> settings.dns(new DnsSettings(0, List.of(upstream.address()), secure, List.of(), 0))
                        .inside(List.of("203.0.113.0/24")));
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        upstream.close();
    }

    /** Makes a certificate as a school has one, in two files, and trusts it alone. */
    private static SSLContext certificate(Path folder) throws Exception {
        Path store = folder.resolve("store");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "dns",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Files.writeString(
                folder.resolve("certificate.pem"),
                pem("CERTIFICATE", keys.getCertificate("dns").getEncoded()));
        Files.writeString(
                folder.resolve("key.pem"),
                pem("PRIVATE KEY", keys.getKey("dns", PASSWORD.toCharArray()).getEncoded()));
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("dns", keys.getCertificate("dns"));
        TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusts.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), what);
    }

    DnsServer server() {
        return Objects.requireNonNull(school.gateway().dns());
    }

    @Test
    @Keeps("FIL-1")
    void overTlsTheSameIsSaidAsInClear() throws Exception {
        try (Socket plain = new Socket(
                        server().tls().getAddress(), server().tls().getPort(), InetAddress.ofLiteral("127.0.8.20"), 0);
                SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, "localhost", 853, true)) {
            assertThat(over(socket, "maps.example").answers()).containsExactly(MAPS);
            assertThat(over(socket, "casino.example").code()).isEqualTo(Code.NO_SUCH_NAME);
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        assertThat(school.events(2)).extracting(SeenEvent::address).containsOnly("127.0.8.20");
    }

    @Test
    void whoeverBreaksOffFillsNoLog() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try (HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
            for (InetSocketAddress door : List.of(server().address(), server().tls(), server().web())) {
                for (int i = 0; i < 4; i++) {
                    try (Socket socket = new Socket(door.getAddress(), door.getPort())) {
                        socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc});
                        Thread.sleep(10);
                        socket.setSoLinger(true, 0);
                    }
                }
            }
            assertThat(post(client, "/dns-query/hale-token", "maps.example").statusCode())
                    .isEqualTo(200);
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .filteredOn(event -> event.getLoggerName().startsWith("io.netty"))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    private static Said over(Socket socket, String name) throws IOException {
        byte[] query = Ask.query(5, name, Type.A, true);
        socket.getOutputStream().write(new byte[] {0, (byte) query.length});
        socket.getOutputStream().write(query);
        InputStream in = socket.getInputStream();
        int length = (in.read() << 8) | in.read();
        return Said.of(in.readNBytes(length));
    }

    HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(trust).version(version).build();
    }

    URI at(String rest) {
        return URI.create("https://localhost:" + server().web().getPort() + rest);
    }

    HttpResponse<byte[]> post(HttpClient client, String path, String name) throws Exception {
        return client.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/dns-message")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Ask.query(0, name, Type.A, true)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @EnumSource
    @Keeps({"FIL-1", "FIL-23"})
    void overHttpsTheTokenInThePathSaysWhoAsksWhereverTheyAre(HttpClient.Version version) throws Exception {
        try (HttpClient client = client(version)) {
            HttpResponse<byte[]> hale = post(client, "/dns-query/hale-token", "blockcraft.example");
            assertThat(hale.version()).isEqualTo(version);
            assertThat(hale.headers().firstValue("content-type")).hasValue("application/dns-message");
            assertThat(hale.headers().firstValue("cache-control")).hasValue("private, max-age=60");
            assertThat(Said.of(hale.body()).answers()).containsExactly(MAPS);
            Said priya = Said.of(
                    post(client, "/dns-query/priya-token", "blockcraft.example").body());
            assertThat(priya.code()).isEqualTo(Code.NO_SUCH_NAME);
            assertThat(priya.why()).contains("(category games)");
            assertThat(Said.of(post(client, "/dns-query/no-such-token", "maps.example")
                                    .body())
                            .code())
                    .isEqualTo(Code.REFUSED);
            assertThat(Said.of(post(client, "/dns-query", "maps.example").body())
                            .code())
                    .as("127.0.0.1 is no place of the school")
                    .isEqualTo(Code.REFUSED);
        }
        assertThat(school.events(4).subList(0, 2)).extracting(SeenEvent::reader).containsExactly("hale", "priya");
        assertThat(school.events(4).get(0).evidence()).matches("token [0-9a-f]{8}");
    }

    /** A real client, which also says in words what the answer explains. */
    @Test
    @Keeps("FIL-1")
    void digGetsTheSameAnswersByEveryDoor() throws Exception {
        int port = server().address().getPort();
        List<List<String>> doors = List.of(
                List.of("-p", "" + port, "+notcp"),
                List.of("-p", "" + port, "+tcp"),
                List.of("-p", "" + server().tls().getPort(), "+tls"),
                List.of("-p", "" + server().web().getPort(), "+https"),
                List.of("-p", "" + server().web().getPort(), "+https-get"));
        for (List<String> door : doors) {
            assertThat(dig(door, "maps.example", "A"))
                    .contains("status: NOERROR", "maps.example.\t\t60\tIN\tA\t" + MAPS);
            assertThat(dig(door, "casino.example", "HTTPS"))
                    .contains(
                            "status: NXDOMAIN",
                            "EDE: 15 (Blocked)",
                            "(category gambling)",
                            "casino.example.\t\t5\tIN\tSOA");
        }
        assertThat(school.events(6))
                .extracting(SeenEvent::host)
                .as("what is open is kept once, what is closed each time")
                .containsOnlyOnce("maps.example");
    }

    private static String dig(List<String> door, String name, String type) throws Exception {
        List<String> command = new ArrayList<>(List.of("dig", "@127.0.0.1", "-b", "127.0.8.20", "+time=5", "+tries=1"));
        command.addAll(door);
        command.addAll(List.of(name, type));
        Process dig = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(dig.getInputStream().readAllBytes(), UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionMayStandInTheAddressAndWhatIsNoneIsRefusedAsHttpRefuses(HttpClient.Version version) throws Exception {
        String question =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Ask.query(0, "maps.example", Type.A, true));
        try (HttpClient client = client(version)) {
            HttpResponse<byte[]> good = get(client, "/dns-query/hale-token?dns=" + question);
            assertThat(Said.of(good.body()).answers()).containsExactly(MAPS);
            assertThat(get(client, "/dns-query?dns=%25").statusCode()).isEqualTo(400);
            assertThat(get(client, "/dns-query?dns=").statusCode()).isEqualTo(400);
            assertThat(get(client, "/dns-query").statusCode()).isEqualTo(400);
            assertThat(get(client, "/").statusCode()).isEqualTo(404);
            assertThat(get(client, "/dns-queryx?dns=" + question).statusCode()).isEqualTo(404);
            assertThat(client.send(
                                    HttpRequest.newBuilder(at("/dns-query"))
                                            .POST(HttpRequest.BodyPublishers.ofString("x"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(415);
            assertThat(client.send(
                                    HttpRequest.newBuilder(at("/dns-query"))
                                            .DELETE()
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    private HttpResponse<byte[]> get(HttpClient client, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void aCertificateThatIsRenewedIsUsedFromTheNextConnectionOn() throws Exception {
        SSLContext renewed = certificate(Files.createDirectories(data.resolve("renewed")));
        for (String file : List.of("key.pem", "certificate.pem")) {
            Files.move(data.resolve("renewed").resolve(file), data.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try (HttpClient old = client(HttpClient.Version.HTTP_2)) {
            assertThatThrownBy(() -> post(old, "/dns-query", "maps.example")).isInstanceOf(IOException.class);
        }
        try (HttpClient client = HttpClient.newBuilder().sslContext(renewed).build()) {
            assertThat(post(client, "/dns-query", "maps.example").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void noneIsReadWhereTheCertificateIsNoneAndAPortInUseIsSaid() throws Exception {
        Path empty = Files.writeString(data.resolve("empty.pem"), "nothing");
        assertThatThrownBy(() -> new Certificates(empty, empty, "dot")).isInstanceOf(IOException.class);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress at = (InetSocketAddress) taken.getLocalSocketAddress();
            assertThatThrownBy(() -> new School(
                            Files.createDirectories(data.resolve("second")),
                            settings -> settings.dns(
                                    new DnsSettings(at.getPort(), List.of(upstream.address()), null, List.of(), 0))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("names cannot be looked up on");
        }
    }
}
