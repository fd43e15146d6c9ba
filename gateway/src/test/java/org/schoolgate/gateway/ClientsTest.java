package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.testing.Line;

/** Programs as they are, through HTTPS that is looked into: curl, Java, Python and Node, with HTTP/1.1 and HTTP/2. */
class ClientsTest {
    private static final String PYTHON = """
            import http.client, ssl, sys
            proxy, bundle, header, host, path = sys.argv[1:6]
            to, port = proxy.split(":")
            client = http.client.HTTPSConnection(to, int(port), context=ssl.create_default_context(cafile=bundle))
            client.set_tunnel(host, 443, {"Proxy-Authorization": header})
            client.request("GET", path)
            answer = client.getresponse()
            print(answer.status, answer.read().decode()[:4000])
            """;
    private static final String NODE = """
            const [proxy, bundle, header, host, path] = process.argv.slice(2);
            const ca = require('fs').readFileSync(bundle);
            const [to, port] = proxy.split(':');
            require('http').request({host: to, port, method: 'CONNECT', path: host + ':443',
              headers: {'Proxy-Authorization': header}}).on('connect', (answer, socket) => {
                const tls = require('tls').connect({socket, servername: host, ca, ALPNProtocols: ['h2']}, () => {
                  const client = require('http2').connect('https://' + host, {createConnection: () => tls});
                  const stream = client.request({':path': path});
                  let body = '', status;
                  stream.on('response', head => status = head[':status']);
                  stream.on('data', part => body += part);
                  stream.on('end', () => { console.log(status, body.slice(0, 4000)); client.close(); });
                });
              }).end();
            """;

    @TempDir
    Path data;

    Sites sites;
    FrameSite alone;
    FrameSite silent;
    School school;
    Path bundle;

    @BeforeEach
    void start() throws Exception {
        sites = new Sites(data, "maps.example", "history.example");
        Instant now = Instant.now();
        sites.add("expired.example", now.minus(Duration.ofDays(9)), now.minusSeconds(60), "expired.example");
        alone = new FrameSite(sites.door("alone.example"), true);
        silent = new FrameSite(sites.door("silent.example"), false);
        Map<String, InetSocketAddress> origins = new HashMap<>(sites.addresses());
        origins.put("alone.example", alone.address());
        origins.put("silent.example", silent.address());
        Path authority = data.resolve("authority");
        Patience quick = new Patience(
                Patience.USUAL.head(),
                Duration.ofSeconds(10),
                Patience.USUAL.connect(),
                Patience.USUAL.answer(),
                Patience.USUAL.tunnel(),
                Patience.USUAL.spare());
        school = new School(
                data,
                settings -> settings.authority(authority)
                        .trusted(sites.trusted())
                        .patience(quick)
                        .origins(origins));
        school.publish(school.policies
                .version(2)
                .https(new Https(Https.Mode.INSPECT, Map.of(), Set.of()))
                .copy());
        bundle = authority.resolve("authority.pem");
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        alone.close();
        silent.close();
        sites.close();
    }

    private String proxy() {
        return "127.0.0.1:" + school.gateway().address().getPort();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return out;
    }

    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--max-time",
                "20",
                "--noproxy",
                "",
                "-x",
                "http://priya-token@" + proxy(),
                "--cacert",
                bundle.toString(),
                "-w",
                "\n%{http_version} %{http_code}"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private String script(String program, String name, String text, String host, String path) throws Exception {
        Path file = Files.writeString(data.resolve(name), text);
        String header = as("priya").strip().substring("Proxy-Authorization: ".length());
        return run(program, file.toString(), proxy(), bundle.toString(), header, host, path);
    }

    @Test
    void curlSpeaksBothVersions() throws Exception {
        assertThat(curl("--http1.1", "https://maps.example/")).isEqualTo("hello\n1.1 200");
        assertThat(curl("--http2", "https://maps.example/")).isEqualTo("hello\n2 200");
        assertThat(curl("--http2", "https://casino.example/"))
                .contains("This page is closed at school")
                .endsWith("\n2 403");
        assertThat(curl("--http2", "https://expired.example/"))
                .contains("You did nothing wrong")
                .endsWith("\n2 502");
        assertThat(curl("--http2", "-I", "https://maps.example/"))
                .contains("content-length: 5")
                .endsWith("\n2 200");
    }

    @Test
    void aSiteThatSpeaksHttp2AloneIsReached() throws Exception {
        for (FrameSite site : List.of(alone, silent)) {
            String url = site.equals(alone) ? "https://alone.example/a" : "https://silent.example/a";
            site.answers((asked, out) -> {
                boolean head = asked.header(":method").equals("HEAD");
                int end = head ? Frames.END_OF_STREAM : 0;
                out.send(
                        Frames.HEADERS,
                        Frames.END_OF_HEADERS | end,
                        asked.stream(),
                        Frames.block(":status: 200", "content-length: 5", "alt-svc: h3"));
                if (!head) {
                    out.send(Frames.DATA, Frames.END_OF_STREAM, asked.stream(), "hello".getBytes(UTF_8));
                }
            });
            assertThat(curl("--http2", url)).isEqualTo("hello\n2 200");
            assertThat(curl("--http1.1", url)).isEqualTo("hello\n1.1 200");
            assertThat(curl("--http2", "-I", url)).contains("content-length: 5").doesNotContain("alt-svc", "x-http2");
            assertThat(curl("--http1.1", url, url)).contains("hello\n1.1 200").endsWith("hello\n1.1 200");
            assertThat(curl("--http2", "-d", "some", url)).isEqualTo("hello\n2 200");
            assertThat(site.came())
                    .filteredOn(frame -> frame.type() == Frames.HEADERS)
                    .allSatisfy(frame -> {
                        assertThat(frame.header(":path")).isEqualTo("/a");
                        assertThat(frame.header("te")).isEqualTo("null");
                    });
        }
        assertThat(school.events(12)).allMatch(event -> event.answer().equals("allow"));
    }

    @Test
    @Line("C4")
    void anotherHostInTheSameConnectionIsJudgedByItself() throws Exception {
        assertThat(curl("--http2", "-H", "Host: casino.example", "https://maps.example/"))
                .endsWith("\n2 403");
        assertThat(curl("--http2", "-H", "Host: history.example", "https://maps.example/"))
                .endsWith("\n2 200");
        assertThat(sites.site("example").last().header("Host")).isEqualTo("history.example");
        assertThat(curl("--http2", "-H", "Host: childline.example", "https://maps.example/"))
                .endsWith("\n2 421");
        assertThat(curl("--http2", "-H", "Host: maps.example:8443", "https://maps.example/"))
                .endsWith("\n2 400");
    }

    @Test
    void bodiesGoBothWaysInStreams() throws Exception {
        byte[] large = new byte[3 << 20];
        new java.util.Random(4).nextBytes(large);
        Path file = Files.write(data.resolve("large"), large);
        Path back = data.resolve("back");
        sites.site("example").at("/up", (request, socket, in, out) -> {
            byte[] body = request.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(UTF_8));
            out.write(body);
            out.flush();
            return true;
        });
        for (String length : List.of("Content-Type: x", "Transfer-Encoding: chunked")) {
            assertThat(curl(
                            "--http2",
                            "-H",
                            length,
                            "-T",
                            file.toString(),
                            "-o",
                            back.toString(),
                            "https://maps.example/up"))
                    .isEqualTo("\n2 200");
            assertThat(Files.mismatch(file, back)).isEqualTo(-1);
        }
    }

    @Test
    void pythonAndNodeSeeWhatCurlSees() throws Exception {
        for (List<String> program : List.of(List.of("python3", "get.py", PYTHON), List.of("node", "get.js", NODE))) {
            String with = program.getFirst();
            assertThat(script(with, program.get(1), program.get(2), "maps.example", "/a"))
                    .as(with)
                    .isEqualTo("200 hello\n");
            assertThat(script(with, program.get(1), program.get(2), "casino.example", "/"))
                    .as(with)
                    .startsWith("403 ")
                    .contains("This page is closed at school");
        }
    }

    @Test
    void javaAsksManyTimesAtOnceInOneConnection() throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(school.gateway().address()))
                .localAddress(InetAddress.ofLiteral("127.0.8.5"))
                .sslContext(sites.trusting(bundle))
                .build()) {
            assertThat(get(client, "https://maps.example/first").join().version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(get(client, "https://maps.example/" + i));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.join().body()).isEqualTo("hello");
            }
            assertThat(get(client, "https://blockcraft.example/").join().statusCode())
                    .isEqualTo(403);
        }
        List<SeenEvent> events = school.events(62);
        assertThat(events).hasSize(62).allMatch(event -> event.reader() == null && event.path() != null);
        assertThat(sites.site("example").connections()).isLessThanOrEqualTo(62);
    }

    @Test
    void streamsUnderWayAreAnsweredWhenTheGatewayLeaves() throws Exception {
        sites.site("example").at("/slow", (request, socket, in, out) -> {
            Thread.sleep(900);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow".getBytes(UTF_8));
            return true;
        });
        try (HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(school.gateway().address()))
                .localAddress(InetAddress.ofLiteral("127.0.8.5"))
                .sslContext(sites.trusting(bundle))
                .build()) {
            assertThat(get(client, "https://maps.example/first").join().version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            CompletableFuture<HttpResponse<String>> slow = get(client, "https://maps.example/slow");
            School.until(() -> sites.site("example").asked().stream()
                    .anyMatch(asked -> asked.line().contains("/slow")));

            school.gateway().leave(Duration.ofSeconds(20));

            assertThat(slow.join().body()).isEqualTo("slow");
        }
        assertThat(school.platform.events()).extracting(SeenEvent::path).contains("/slow");
    }

    private static CompletableFuture<HttpResponse<String>> get(HttpClient client, String url) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
