package org.schoolgate.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.Cases;
import org.schoolgate.gateway.Cases.Where;
import org.schoolgate.gateway.School;
import org.schoolgate.gateway.Wire;
import org.schoolgate.gateway.dns.Ask.Said;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.testing.Keeps;

/**
 * Ways past a name server, line by line of the suite E: what a gateway can hold of it. Other name servers are out of reach
 * through the proxy, which leads to none of their ports, and by name. Whoever asks an address outside directly, over UDP too, is
 * for the school's firewall.
 */
class DnsSuiteTest {
    private static final String OPEN = "203.0.113.7";
    private static final String ROOM = "127.0.8.20";

    @TempDir
    Path data;

    FakeNameServer upstream;
    School school;
    Ask ask;

    final Cases cases = new Cases();

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeNameServer();
        school = new School(
                data,
                settings -> settings.dns(new DnsSettings(0, List.of(upstream.address()), null, List.of(), 0))
                        .inside(List.of("203.0.113.0/24", "10.7.0.0/16")));
        ask = new Ask(Objects.requireNonNull(school.gateway().dns()).address(), ROOM);
        school.publish(school.policies
                .version(2)
                .rule("1", "doh.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .rule("2", "opened.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .safeModes(new SafeModes(true, SafeModes.YouTube.STRICT))
                .copy());
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        upstream.close();
    }

    void line(String name, boolean right) {
        cases.add(name, Where.NAMES, right, new Throwable().getStackTrace()[1]);
    }

    static boolean closed(Said said) {
        return said.code() == Code.NO_SUCH_NAME && said.answers().isEmpty();
    }

    @Test
    @Keeps("FIL-1")
    void noWayPastTheNameServerIsOpen() throws Exception {
        otherNameServers();
        signals();
        everyType();
        aliases();
        disguises();
        times();
        insideAddresses();
        services();
        subnets();

        cases.areHeldBy("DnsSuiteTest.noWayPastTheNameServerIsOpen");
    }

    private void otherNameServers() throws Exception {
        closed("E1", "dns.example:53", "198.51.100.1:53", "[2001:db8::53]:53", "dns.example:5353");
        closed("E2", "dns.example:853", "198.51.100.1:853", "dns.example:0853");
        closed("E3", "doh.example:443", "DOH.example.:443", "eu.doh.example:443");
        closed("E4", "doh.example:853", "dns.example:784", "dns.example:8853");
        for (int type : new int[] {Type.A, Type.AAAA, Type.HTTPS, Type.SVCB}) {
            line("E3", closed(ask.ask("doh.example", type)));
            line("E4", closed(ask.ask("_853._quic.doh.example", type)));
        }
        line("E4", closed(ask.ask("_dns.doh.example", Type.SVCB)));
        // A greeting of QUIC is no question, and is not answered at greater length.
        byte[] greeting = new byte[1_200];
        System.arraycopy(new byte[] {(byte) 0xc3, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0}, 0, greeting, 0, 16);
        byte[] answered = ask.send(greeting);
        line("E4", answered == null || answered.length <= 12);
    }

    private void closed(String line, String... targets) throws Exception {
        for (String target : targets) {
            try (Wire wire = school.wire()) {
                int status = wire.connect(target, as("priya")).status();
                cases.add(line, Where.PROXY, status == 403, target + " " + status);
            }
        }
    }

    private void signals() throws Exception {
        for (int type : new int[] {Type.A, Type.AAAA}) {
            line("E5", closed(ask.ask("use-application-dns.net", type)));
            for (String relay : List.of("mask.icloud.com", "mask-h2.icloud.com", "MASK.icloud.com")) {
                line("E6", closed(ask.ask(relay, type)));
            }
        }
        for (String name : List.of("resolver.arpa", "_dns.resolver.arpa")) {
            Said said = ask.ask(name, Type.SVCB);
            line("E7", said.code() == Code.NO_ERROR && said.answers().isEmpty());
        }
        line("E6", upstream.asked.isEmpty());
    }

    private void everyType() throws Exception {
        for (int type : new int[] {1, 2, 5, 6, 12, 15, 16, 28, 33, 35, 43, 48, 52, 64, 65, 255, 257, 65_280}) {
            line("E8", closed(ask.ask("casino.example", type)));
        }
        line("E8", upstream.asked.isEmpty());
    }

    private void aliases() throws Exception {
        upstream.alias("innocent.example", "tracker.casino.example", OPEN);
        upstream.alias("far.example", "middle.example");
        upstream.record("far.example", "middle.example", Type.CNAME, 300, FakeNameServer.wire("casino.example"));
        upstream.record("odd.example", "odd.example", Type.CNAME, 300, FakeNameServer.wire("a*b.casino.example"));
        upstream.alias("opened.example", "cdn.casino.example", OPEN);
        upstream.alias("plain.example", "cdn.example", OPEN);
        upstream.alias("hidden.example", "x.illegal.example", OPEN);
        line("E9", closed(ask.a("innocent.example")));
        line("E9", closed(ask.a("far.example")));
        line("E9", closed(ask.a("odd.example")));
        line("E9", closed(ask.ask("innocent.example", Type.CNAME)));
        line("E9", closed(ask.a("hidden.example")));
        line("E9", ask.a("plain.example").answers().equals(List.of("-> cdn.example", OPEN)));
        line("E9", ask.a("opened.example").answers().contains(OPEN));
        line("E9", isTold("category gambling, as it leads to tracker.casino.example"));
    }

    private boolean isTold(String rule) {
        School.until(() ->
                school.platform.events().stream().anyMatch(event -> event.rule().equals(rule)));
        return true;
    }

    private void disguises() throws Exception {
        for (String name : List.of("CASINO.example", "cAsInO.eXaMpLe", "www.Casino.EXAMPLE")) {
            Said said = ask.a(name);
            line("E10", closed(said));
        }
        byte[] query = Ask.query(3, "CaSiNo.ExAmPlE", Type.A, false);
        byte[] answer = Objects.requireNonNull(ask.send(query));
        line(
                "E10",
                new String(answer, java.nio.charset.StandardCharsets.ISO_8859_1).contains("\u0006CaSiNo\u0007ExAmPlE"));
        upstream.address("six.example", "2606:2800::1");
        line("E10", ask.ask("six.example", Type.AAAA).answers().size() == 1);
        line("E10", ask.ask("six.example", Type.ANY).answers().equals(List.of("TYPE13")));
        line("E10", closed(ask.ask("casino.example", Type.TXT)));
        for (String odd : List.of("casino%2eexample", "a b.example", "xn--a.example", "1.2.3.999", "*.example")) {
            Said said = ask.a(odd);
            line("E10", said.code() == Code.REFUSED && said.answers().isEmpty());
        }
        line("E10", ask.a("").code() == Code.REFUSED);
    }

    private void times() throws Exception {
        Said said = ask.a("casino.example");
        line("E11", said.seconds().equals(List.of(Answers.SECONDS)) && Answers.SECONDS <= 5);
        upstream.address("week.example", 604_800, OPEN);
        line("E11", ask.a("week.example").seconds().equals(List.of(60)));
    }

    private void insideAddresses() throws Exception {
        for (String address : List.of(
                "10.1.2.3",
                "127.0.0.1",
                "169.254.169.254",
                "192.168.0.1",
                "0.0.0.0",
                "::1",
                "fd00::1",
                "fe80::1",
                "::ffff:10.1.2.3",
                "64:ff9b::a01:203")) {
            String name = "r" + address.replaceAll("[.:]", "-") + "-r.example";
            upstream.address(name, address);
            Said said = ask.ask(name, address.contains(":") && !address.contains(".") ? Type.AAAA : Type.A);
            line("E12", said.code() == Code.NO_ERROR && said.answers().isEmpty());
        }
        upstream.address("both.example", "10.1.2.3", OPEN).address("server.example", "10.7.1.1");
        line("E12", ask.a("both.example").answers().equals(List.of(OPEN)));
        line("E12", ask.a("server.example").answers().equals(List.of("10.7.1.1")));
    }

    private void services() throws Exception {
        upstream.record("svc.example", "svc.example", Type.HTTPS, 300, service(1, "", 1, 4, 5, 6));
        upstream.record("must.example", "must.example", Type.HTTPS, 300, service(1, "", 0, 1, 4));
        upstream.record("alias.example", "alias.example", Type.HTTPS, 300, service(0, "cdn.casino.example"));
        upstream.record("target.example", "target.example", Type.SVCB, 300, service(2, "cdn.casino.example", 1));
        upstream.record("fine.example", "fine.example", Type.HTTPS, 300, service(0, "cdn.example"));
        byte[] kept = Objects.requireNonNull(ask.send(Ask.query(1, "svc.example", Type.HTTPS, false)));
        byte[] wanted = service(1, "", 1);
        line("E8", kept.length == 12 + 17 + 12 + wanted.length);
        line("E8", ask.ask("must.example", Type.HTTPS).answers().isEmpty());
        byte[] web = {0, 1, 0, 3, 2, 'h', '2'};
        byte[] port = {0, 3, 0, 2, 1, (byte) 0xbb};
        byte[] noDefault = {0, 2, 0, 0};
        byte[] must = {0, 0, 0, 2, 0, 1};
        byte[] quic = {0, 1, 0, 3, 2, 'h', '3'};
        byte[] both = {0, 1, 0, 6, 2, 'h', '3', 2, 'h', '2'};
        byte[] draft = {0, 1, 0, 9, 5, 'h', '3', '-', '2', '9', 2, 'h', '2'};
        byte[] alike = {0, 1, 0, 4, 3, 'h', '3', 'x'};
        speaks("both", with(must, both, noDefault), with(must, web, noDefault));
        speaks("draft", draft, web);
        speaks("alone", with(quic, noDefault, port), port);
        speaks("alike", alike, alike);
        speaks("must", with(must, quic), null);
        speaks("broken", new byte[] {0, 1, 0, 3, 9, 'h', '2'}, null);
        line("E13", closed(ask.ask("alias.example", Type.HTTPS)));
        line("E13", closed(ask.ask("target.example", Type.SVCB)));
        line("E13", ask.ask("fine.example", Type.HTTPS).answers().size() == 1);
    }

    /**
     * A site whose service record says this of it.
     *
     * @param kept what is passed on; null where nothing is of the whole record
     */
    private void speaks(String name, byte[] said, byte @Nullable [] kept) throws Exception {
        String site = name + ".speaks.example";
        byte[] first = service(1, "");
        upstream.record(site, site, Type.HTTPS, 300, with(first, said));
        byte[] answer = Objects.requireNonNull(ask.send(Ask.query(1, site, Type.HTTPS, false)));
        List<Rr> answers = Message.read(answer, answer.length).answers();
        line(
                "E8",
                kept == null
                        ? answers.isEmpty()
                        : Arrays.equals(answers.getFirst().data(), with(first, kept)));
    }

    private static byte[] with(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A service record with these keys, each with two bytes: what is spoken, or what a mandatory key reads as one that goes. */
    private static byte[] service(int priority, String target, int... keys) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, (byte) priority});
        out.writeBytes(target.isEmpty() ? new byte[1] : FakeNameServer.wire(target));
        for (int key : keys) {
            out.writeBytes(new byte[] {0, (byte) key, 0, 2});
            out.writeBytes(key == 1 ? new byte[] {1, 'x'} : new byte[] {0, 4});
        }
        return out.toByteArray();
    }

    /** A client's own word on where it is: an OPT record with a subnet (RFC 7871), here of the staff room. */
    private void subnets() throws Exception {
        ByteArrayOutputStream query = new ByteArrayOutputStream();
        query.writeBytes(Ask.query(5, "blockcraft.example", Type.A, true));
        byte[] plain = query.toByteArray();
        plain[plain.length - 1] = 11;
        query.reset();
        query.writeBytes(plain);
        query.writeBytes(new byte[] {0, 8, 0, 7, 0, 1, 24, 0, 10, 7, 0});
        line("E14", closed(Said.of(Objects.requireNonNull(ask.send(query.toByteArray())))));
    }

    @Test
    @Keeps("FIL-1")
    void searchEnginesAndYouTubeAreFoundWhereTheyShowWhatTheProfileLetsThem() throws Exception {
        upstream.address("forcesafesearch.google.com", "203.0.113.120");
        upstream.address("restrict.youtube.com", "203.0.113.121");
        upstream.address("www.google.co.uk", OPEN).address("www.youtube.com", OPEN);

        assertThat(ask.a("www.google.co.uk").answers())
                .containsExactly("-> forcesafesearch.google.com", "203.0.113.120");
        assertThat(ask.a("WWW.youtube.com").answers()).containsExactly("-> restrict.youtube.com", "203.0.113.121");
        assertThat(ask.ask("www.youtube.com", Type.HTTPS).answers())
                .as("no other type leads past it")
                .containsExactly("-> restrict.youtube.com");
        assertThat(upstream.asked).noneMatch(asked -> asked.name().equalsIgnoreCase("www.google.co.uk"));

        school.publish(school.policies
                .version(3)
                .safeModes(new SafeModes(false, SafeModes.YouTube.OPEN))
                .copy());
        assertThat(ask.a("www.google.co.uk").answers()).containsExactly(OPEN);
        assertThat(ask.a("www.youtube.com").answers()).containsExactly(OPEN);
    }
}
