package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SchoolCard;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.handover.Ports;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.journal.JournalSpace;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.proxy.Health;
import org.schoolgate.gateway.proxy.Inside;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.gateway.proxy.ProxyServer;
import org.schoolgate.gateway.share.Share;
import org.schoolgate.gateway.tls.OriginTls;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.ProxyToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests of every kind through a proxy of its own before a gateway's ports open, so that whoever comes first is
 * answered as fast as whoever comes later. It has a site, a policy and a journal of its own, all on this machine, in a folder
 * that is deleted again; nothing of it reaches the platform.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration SLICE = Duration.ofMillis(250);
    private static final double FASTER = 1.1;
    private static final String TOKEN = "warm-up";
    private static final String OPEN = "open.example";
    private static final String CLOSED = "closed.example";
    private static final JournalSpace SPACE = new JournalSpace(64 << 20, 4 << 10);
    private static final Health WELL = new Health() {
        @Override
        public boolean isWell() {
            return true;
        }

        @Override
        public String json() {
            return "{}";
        }
    };

    private final InetSocketAddress proxy;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    private WarmUp(InetSocketAddress proxy) {
        this.proxy = proxy;
    }

    /**
     * Goes on until answers come no faster any more, and at most so long.
     *
     * @param image the gateway's own lists
     */
    static void run(ListImage image, Duration most) {
        try {
            Path folder = Files.createTempDirectory("schoolgate-warm-up");
            try {
                run(folder, image, most);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("the first pages will be slow: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Path folder, ListImage image, Duration most) throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        PolicyInForce inForce = new PolicyInForce(image, Set.of(), _ -> {});
        inForce.offer(policy(clock.instant()));
        try (ServerSocket site = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Journal journal = Journal.open(folder, SPACE, clock);
                Examiner examiner = new Examiner(null, folder.resolve("waiting"));
                OriginTls tls = new OriginTls(null, Patience.USUAL.connect());
                ProxyServer proxy = new ProxyServer(
                        new ProxyServer.Network(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                Set.of(443),
                                List.of(),
                                Map.of("*", (InetSocketAddress) site.getLocalSocketAddress()),
                                null,
                                null,
                                tls,
                                null),
                        Share.of(1),
                        Patience.USUAL,
                        inForce,
                        new Bindings(),
                        null,
                        new Refusals(),
                        journal,
                        new Inside(List.of()),
                        _ -> null,
                        WELL,
                        examiner,
                        new Meters(clock),
                        clock)) {
            proxy.open(new Ports());
            Thread.ofVirtual().start(() -> accept(site));
            new WarmUp(proxy.address()).run(most);
        }
    }

    private void run(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            clients.add(Thread.ofPlatform().daemon().name("warm-up").start(this::ask));
        }
        int fastest = 0;
        int slower = 0;
        while (slower < 2 && System.nanoTime() < end) {
            int before = answered.get();
            Thread.sleep(SLICE);
            int now = answered.get() - before;
            slower = now > fastest * FASTER ? 0 : slower + 1;
            fastest = Math.max(fastest, now);
        }
        over.set(true);
        for (Thread client : clients) {
            client.join(SLICE);
        }
        LOG.debug("{} requests before the ports open", answered);
    }

    private static PolicyCopy policy(Instant now) {
        Reader reader = new Reader("reader", "all", Set.of(), false, new AccessState.Open(null));
        ReaderProfile profile = new ReaderProfile(
                "all",
                Wording.KS2,
                Set.of(),
                Set.of(),
                false,
                true,
                new SafeModes(true, SafeModes.YouTube.STRICT),
                Set.of(FileKind.values()),
                Https.NAMES);
        Rule rule = new Rule(
                "1", CLOSED, Rule.Effect.BLOCK, Rule.Source.SCHOOL, Set.of(), null, null, "closed", "the school");
        return new PolicyCopy(
                "warm-up",
                new SchoolCard("The school", "the school", Map.of(), "the school"),
                1,
                1,
                now,
                "http://portal.example",
                Map.of("all", profile),
                Map.of("reader", reader),
                Map.of(ProxyToken.digest(TOKEN), "reader"),
                Map.of(),
                List.of(),
                List.of(),
                List.of(rule),
                Set.of(),
                Set.of(),
                Set.of(),
                "none");
    }

    /** A site that answers each request with the same page, and whatever else it hears with the same bytes. */
    private static void accept(ServerSocket site) {
        while (!site.isClosed()) {
            try {
                Socket client = site.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void serve(Socket client) {
        byte[] page = ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1024\r\n\r\n" + "x".repeat(1024))
                .getBytes(ISO_8859_1);
        byte[] heard = new byte[4096];
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(heard); read > 0; read = in.read(heard)) {
                if (heard[0] == 'G') {
                    out.write(page);
                } else {
                    out.write(heard, 0, read);
                }
            }
        } catch (IOException _) {
            // The warm-up is over.
        }
    }

    private void ask() {
        String known = "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString((TOKEN + ":").getBytes(UTF_8))
                + "\r\n";
        byte[] hello = hello(OPEN);
        while (!over.get()) {
            try (Socket socket = socket()) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < 100 && !over.get(); i++) {
                    String host = i % 5 == 4 ? CLOSED : "h" + i % 20 + "." + OPEN;
                    get(in, out, "http://" + host + "/" + i, host, i % 10 == 9 ? "" : known);
                }
                get(in, out, "/.schoolgate/why", "127.0.0.1:" + proxy.getPort(), known);
                get(in, out, "/proxy.pac", "127.0.0.1:" + proxy.getPort(), known);
            } catch (IOException _) {
                // The next connection says more.
            }
            for (int i = 0; i < 10 && !over.get(); i++) {
                tunnel(known, hello);
            }
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket(proxy.getAddress(), proxy.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) SLICE.toMillis());
        return socket;
    }

    private void get(InputStream in, OutputStream out, String target, String host, String known) throws IOException {
        out.write(("GET " + target + " HTTP/1.1\r\nHost: " + host
                        + "\r\nUser-Agent: Mozilla/5.0\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\n" + known
                        + "\r\n")
                .getBytes(ISO_8859_1));
        answer(in);
    }

    private void answer(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        answered.incrementAndGet();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private void tunnel(String known, byte[] hello) {
        try (Socket socket = socket()) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            out.write(("CONNECT " + OPEN + ":443 HTTP/1.1\r\nHost: " + OPEN + ":443\r\n" + known + "\r\n")
                    .getBytes(ISO_8859_1));
            answer(in);
            out.write(hello);
            in.skipNBytes(hello.length);
            answered.incrementAndGet();
        } catch (IOException _) {
            // The next tunnel says more.
        }
    }

    /** The greeting of a TLS client that names a site, and nothing more. */
    private static byte[] hello(String host) {
        byte[] name = host.getBytes(ISO_8859_1);
        ByteBuffer hello = ByteBuffer.allocate(128);
        hello.put(HexFormat.of().parseHex("160301")).putShort((short) (56 + name.length));
        hello.put(HexFormat.of().parseHex("0100")).putShort((short) (52 + name.length));
        hello.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 2).putShort((short) 0x1301).putShort((short) 0x0100);
        hello.putShort((short) (9 + name.length));
        hello.putShort((short) 0).putShort((short) (5 + name.length)).putShort((short) (3 + name.length));
        hello.put((byte) 0).putShort((short) name.length).put(name);
        byte[] bytes = new byte[hello.position()];
        hello.flip().get(bytes);
        return bytes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
