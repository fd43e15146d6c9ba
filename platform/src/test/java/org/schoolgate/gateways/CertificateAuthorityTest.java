package org.schoolgate.gateways;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.filtering.HttpsChoices;
import org.schoolgate.filtering.HttpsModes;
import org.schoolgate.filtering.ReaderGroup;
import org.schoolgate.gateway.Gateway;
import org.schoolgate.gateway.GatewaySettings;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.tls.PlatformAuthority;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.PageTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each school's certificate authority: what it signs, for whom, and that its key stays where it is. */
@PageTest
class CertificateAuthorityTest {
    private final Cast cast;
    private final Greenfield school;
    private final Gateways gateways;
    private final CertificateAuthorities authorities;
    private final HttpsChoices https;
    private final ProxyTokens tokens;
    private final People people;
    private final Roster roster;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MockMvcTester mvc;
    private final Clock clock;
    private final int port;

    @TempDir
    Path folder = Path.of("");

    CertificateAuthorityTest(
            Cast cast,
            Gateways gateways,
            CertificateAuthorities authorities,
            HttpsChoices https,
            ProxyTokens tokens,
            People people,
            Roster roster,
            AuditTrail audit,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MockMvcTester mvc,
            Clock clock,
            @LocalServerPort int port) {
        this.cast = cast;
        this.school = cast.greenfield();
        this.gateways = gateways;
        this.authorities = authorities;
        this.https = https;
        this.tokens = tokens;
        this.people = people;
        this.roster = roster;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.mvc = mvc;
        this.clock = clock;
        this.port = port;
    }

    private void lookInside(Greenfield where) {
        where.within(() -> assertThat(https.choose(
                                where.head(),
                                ReaderGroup.KS2,
                                new HttpsModes(Https.Mode.INSPECT, Map.of()),
                                true,
                                "the governors agreed")
                        .any())
                .isFalse());
    }

    private Gateways.Registration.Done register(Greenfield where) {
        return (Gateways.Registration.Done)
                Tenants.within(where.school(), () -> gateways.register(where.technician(), "Edge", null));
    }

    private HttpResponse<byte[]> ask(String token, byte[] request) throws IOException, InterruptedException {
        try (var client = new GatewayClient(port, token)) {
            return client.send(client.request(Feed.CERTIFICATE)
                    .header("Content-Type", "application/pkcs10")
                    .POST(BodyPublishers.ofByteArray(request)));
        }
    }

    private String sentence(String token, byte[] request) throws Exception {
        var answer = ask(token, request);
        assertThat(answer.statusCode()).isEqualTo(422);
        return new String(answer.body(), UTF_8);
    }

    private static KeyPair key(String algorithm, int size) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private static byte[] request(String subject, KeyPair names, KeyPair signs) throws Exception {
        var algorithm = signs.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), names.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(signs.getPrivate()))
                .getEncoded();
    }

    private static List<X509Certificate> certificates(byte[] pem) throws Exception {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private X509Certificate root(Greenfield where) {
        return Tenants.within(
                where.school(), () -> authorities.make(where.technician()).certificate());
    }

    private void validate(X509Certificate root, List<X509Certificate> chain) throws Exception {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(clock.instant()));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }

    @Test
    void aSitesCertificateChainsToTheSchoolsRootAndToNoOtherSchools() throws Exception {
        lookInside(school);
        var token = register(school).token();
        var gateway = PlatformAuthority.in(folder, clock);
        assertThat(gateway.isReady()).isFalse();
        gateway.renew(request -> new String(ask(token, request).body(), UTF_8));

        var chain = gateway.leaf("maps.example", null).chain();
        assertThat(chain).hasSize(3);
        validate(root(school), chain.subList(0, 2));
        assertThat(chain.getLast()).isEqualTo(root(school));
        assertThatThrownBy(() -> validate(root(cast.greenfield()), chain.subList(0, 2)))
                .isInstanceOf(CertPathValidatorException.class);

        var root = root(school);
        var gatewayOwn = chain.get(1);
        assertThat(root.getBasicConstraints()).isEqualTo(1);
        assertThat(root.getSubjectX500Principal().getName()).contains("Greenfield Primary web filter ");
        assertThat(((ECPublicKey) root.getPublicKey())
                        .getParams()
                        .getCurve()
                        .getField()
                        .getFieldSize())
                .isEqualTo(256);
        assertThat(gatewayOwn.getBasicConstraints()).isZero();
        assertThat(gatewayOwn.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(gatewayOwn.getNotAfter().toInstant())
                .isBetween(
                        clock.instant().plus(Duration.ofDays(89)),
                        clock.instant().plus(Duration.ofDays(90)));
        school.within(() -> {
            assertThat(audit.newest(school.head(), "authority.made", Long.MAX_VALUE, 5))
                    .hasSize(1);
            assertThat(audit.newest(school.head(), "authority.gateway-signed", Long.MAX_VALUE, 5))
                    .hasSize(1);
            assertThat(authorities.gateways(school.technician())).hasSize(1);
        });
    }

    @Test
    void aGatewayAsksAtEachStartAndWhenAThirdOfTheTimeIsLeftAndWithTheSameKey() throws Exception {
        lookInside(school);
        var token = register(school).token();
        var now = new Moving(clock.instant());
        var gateway = PlatformAuthority.in(folder, now);
        assertThat(gateway.isDue()).isTrue();
        gateway.renew(request -> new String(ask(token, request).body(), UTF_8));
        var key = gateway.chain().getFirst().getPublicKey();

        now.at = clock.instant().plus(Duration.ofDays(59));
        assertThat(gateway.isDue()).isFalse();
        now.at = clock.instant().plus(Duration.ofDays(61));
        assertThat(gateway.isDue()).isTrue();
        assertThat(gateway.isReady()).isTrue();
        now.at = clock.instant().plus(Duration.ofDays(91));
        assertThat(gateway.isReady()).as("after its end").isFalse();

        now.at = clock.instant();
        var again = PlatformAuthority.in(folder, now);
        assertThat(again.isReady()).as("with what it has from before").isTrue();
        assertThat(again.isDue()).isTrue();
        again.renew(request -> new String(ask(token, request).body(), UTF_8));
        assertThat(again.chain().getFirst().getPublicKey()).isEqualTo(key);
        assertThat(Files.readString(folder.resolve("authority.key"))).contains("ENCRYPTED");
        assertThatThrownBy(() -> again.renew(_ -> CertificateWork.pem(root(school))))
                .as("a certificate that is not for its key")
                .isInstanceOf(IOException.class);
        assertThat(again.chain().getFirst().getPublicKey()).isEqualTo(key);
    }

    /** A clock that is put forward by hand. */
    private static final class Moving extends Clock {
        private Instant at;

        private Moving(Instant at) {
            this.at = at;
        }

        @Override
        public Instant instant() {
            return at;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void theNameInARequestCountsForNothing() throws Exception {
        lookInside(school);
        var pair = key("EC", 256);

        var answer = ask(register(school).token(), request("CN=maps.example, O=Somebody else", pair, pair));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(certificates(answer.body())
                        .getFirst()
                        .getSubjectX500Principal()
                        .getName())
                .contains("web filter gateway Edge")
                .doesNotContain("maps.example", "Somebody");
    }

    @Test
    void aRequestThatIsOutOfFormIsRefusedWithASentence() throws Exception {
        lookInside(school);
        var token = register(school).token();
        var pair = key("EC", 256);
        var good = request("CN=a gateway", pair, pair);

        assertThat(sentence(token, request("CN=a", key("RSA", 2048), key("RSA", 2048))))
                .isEqualTo("A gateway’s key has to be one on the curve P-256.");
        var other = key("EC", 384);
        assertThat(sentence(token, request("CN=a", other, other))).contains("P-256");
        assertThat(sentence(token, request("CN=a", pair, key("EC", 256)))).contains("not signed with the key");
        good[good.length - 1] = (byte) (good[good.length - 1] ^ 1);
        assertThat(sentence(token, good)).isNotBlank();
        assertThat(sentence(token, Arrays.copyOf(good, good.length / 2))).contains("no request");
        assertThat(sentence(token, "-----BEGIN".getBytes(UTF_8))).contains("no request");
        assertThat(sentence(token, new byte[0])).contains("no request");
        assertThat(ask(token, new byte[4_097]).statusCode()).isEqualTo(413);
    }

    @Test
    void noGatewayGetsACertificateWhereNobodyIsLookedIntoOrOnceItIsRevoked() throws Exception {
        var gateway = register(school);
        var pair = key("EC", 256);
        var request = request("CN=a gateway", pair, pair);
        assertThat(sentence(gateway.token(), request)).contains("Nobody at this school is looked into");

        lookInside(school);
        assertThat(ask(gateway.token(), request).statusCode()).isEqualTo(200);
        school.within(() -> gateways.revoke(school.technician(), gateway.id()));

        assertThat(ask(gateway.token(), request).statusCode()).isEqualTo(401);
        school.within(
                () -> assertThat(authorities.gateways(school.technician())).isEmpty());
    }

    @Test
    void theKeyCannotBeReadInTheDatabaseNorByAnotherSchool() throws Exception {
        var root = root(school);

        var sealed = row(school, "sealed_key");
        assertThat(new String(sealed, ISO_8859_1)).doesNotContain("MIG", "PRIVATE");
        assertThatThrownBy(() -> CertificateWork.key(new String(sealed, ISO_8859_1)))
                .isInstanceOf(RuntimeException.class);
        assertThat(row(school, "certificate")).isEqualTo(root.getEncoded());
        assertThat(root(school)).as("made once").isEqualTo(root);
        Tenants.within(
                cast.greenfield().school(),
                () -> assertThat(transaction.<Integer>execute(
                                _ -> jdbc.sql("select count(*) from certificate_authority where school_id = :school")
                                        .param("school", school.school().value())
                                        .query(Integer.class)
                                        .single()))
                        .isZero());
    }

    private byte[] row(Greenfield where, String column) {
        return Tenants.within(
                where.school(),
                () -> transaction.execute(
                        _ -> jdbc.sql("select " + column + " from certificate_authority where school_id = :school")
                                .param("school", where.school().value())
                                .query(byte[].class)
                                .single()));
    }

    @Test
    void theTechnicianHandsItOutInThreeFormsAndTheHeadReads() throws Exception {
        assertThat(page("/gateways/certificate", false)).contains("No certificate has been made yet");
        assertThat(mvc.post().uri("/gateways/certificate").with(Cast.as(school.technician())))
                .hasStatus3xxRedirection();
        var certificate = Tenants.within(
                school.school(), () -> authorities.find(school.head()).orElseThrow());

        assertThat(page("/gateways/certificate", true))
                .contains(certificate.fingerprint(), "Certificate Trust Settings", "Group Policy", "Since Android 7")
                .contains("By names only", "are never opened, whatever is chosen")
                .doesNotContain("⟦");
        assertThat(body("/gateways/certificate.crt"))
                .isEqualTo(certificate.certificate().getEncoded());
        assertThat(certificates(body("/gateways/certificate.pem"))).containsExactly(certificate.certificate());
        var profile = new String(body("/gateways/certificate.mobileconfig"), UTF_8);
        assertThat(profile)
                .contains("com.apple.security.root", Base64.getEncoder().encodeToString(certificate.der()))
                .isEqualTo(new String(body("/gateways/certificate.mobileconfig"), UTF_8));
    }

    private String page(String path, boolean byHead) {
        var page = mvc.get().uri(path).with(Cast.as(byHead ? school.head() : school.technician()));
        assertThat(page).hasStatusOk();
        return new String(page.exchange().getResponse().getContentAsByteArray(), UTF_8);
    }

    private byte[] body(String path) {
        var file = mvc.get().uri(path).with(Cast.as(school.technician()));
        assertThat(file).hasStatusOk();
        return file.exchange().getResponse().getContentAsByteArray();
    }

    @Test
    void aGatewayAtWorkShowsThePageOfAClosedSiteUnderTheSchoolsRoot() throws Exception {
        var classroom = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        lookInside(school);
        var token = ((ProxyTokens.Issue.Done) Tenants.within(
                        school.school(),
                        () -> tokens.issue(
                                school.technician(), classroom.pupil(0).person(), "tablet")))
                .token();
        try (var gateway = Gateway.start(new GatewaySettings(
                        URI.create("http://127.0.0.1:" + port), register(school).token(), folder)
                .listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)))) {
            await(() -> Files.exists(folder.resolve("authority/authority.pem")));
            try (var socket =
                    new Socket(gateway.address().getAddress(), gateway.address().getPort())) {
                var basic = Base64.getEncoder().encodeToString((token + ":").getBytes(UTF_8));
                send(
                        socket,
                        "CONNECT maps.example:443 HTTP/1.1\r\nHost: maps.example:443\r\nProxy-Authorization: Basic "
                                + basic + "\r\n\r\n");
                assertThat(head(socket)).startsWith("HTTP/1.1 200");
                try (var within =
                        trusting(root(school)).getSocketFactory().createSocket(socket, "maps.example", 443, true)) {
                    send(within, "GET / HTTP/1.1\r\nHost: maps.example\r\n\r\n");
                    assertThat(head(within)).matches("(?s)HTTP/1.1 (302|303|403) .*");
                }
            }
        }
    }

    private static SSLContext trusting(X509Certificate root) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("school", root);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String head(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static void await(BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not happen in ten seconds").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
