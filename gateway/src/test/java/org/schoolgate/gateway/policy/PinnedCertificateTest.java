package org.schoolgate.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.GatewaySettings;

/** A platform with a certificate that a school made itself, for a name that is not its own. */
class PinnedCertificateTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpsServer server;
    private String fingerprint = "";

    @BeforeEach
    void start() throws Exception {
        Path store = folder.resolve("store");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "platform",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=platform.example",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        fingerprint = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(keys.getCertificate("platform").getEncoded()));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Platform platform(@Nullable String pin) {
        URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        return new Platform(address, "token", pin, () -> new Report(null, null, List.of(), 0, null));
    }

    @Test
    void theCertificateThatIsNamedIsTrustedWhoeverSignedIt() throws Exception {
        try (Platform platform = platform(fingerprint.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:"))) {
            assertThat(platform.policy("1-1")).isNull();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void anyOtherIsNotAndTheTokenNeverReachesIt() {
        try (Platform platform = platform("00".repeat(32))) {
            assertThatThrownBy(() -> platform.policy("1-1"))
                    .isInstanceOf(SSLException.class)
                    .hasStackTraceContaining("another certificate, with the fingerprint " + fingerprint);
        }
        try (Platform platform = platform(null)) {
            assertThatThrownBy(() -> platform.policy("1-1")).isInstanceOf(SSLException.class);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatIsNoFingerprintIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> platform("abc"));
        assertThatIllegalArgumentException().isThrownBy(() -> platform("00ff"));
    }

    @Test
    void aTokenCrossesNoNetworkInClear() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatewaySettings(URI.create("http://schoolgate.example"), "token", folder))
                .withMessage("the token must not cross a network in clear: http://schoolgate.example needs https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatewaySettings(URI.create("ftp://127.0.0.1"), "token", folder));
    }
}
