package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.School.until;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Proxy;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.dns.DnsSettings;
import org.schoolgate.gateway.dns.FakeNameServer;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Keeps;

/** Plays {@code docs/matrix.md}: each way, as each person, to each page, with a real Chromium. */
@SuppressWarnings("NullAway.Init") // started before all
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameVerdictTest {
    private static final Path MATRIX = Path.of("..", "docs", "matrix.md");
    private static final String SECRET = "only-the-domain-controller-knows";
    private static final String NOBODY = "nobody";
    private static final String HERE = "127.0.0.1";

    /** Safe hosts have addresses of their own, and the port of the site in whose place they are reached. */
    private static final Map<String, String> SAFE_HOSTS =
            Map.of("forcesafesearch.google.com", "127.0.8.90", "restrict.youtube.com", "127.0.8.91");

    /** Those that are not behind the one server of the others. */
    private static final List<String> APART =
            List.of("www.google.com", "www.youtube.com", "expired.example", "plain.example");

    /** What a browser says itself where it gets neither a page nor a connection. */
    private static final Set<String> REFUSED = Set.of(
            "ERR_TUNNEL_CONNECTION_FAILED",
            "ERR_NAME_NOT_RESOLVED",
            "ERR_INVALID_AUTH_CREDENTIALS",
            "ERR_CONNECTION_CLOSED",
            "ERR_CONNECTION_RESET",
            "ERR_SSL_PROTOCOL_ERROR",
            "ERR_SSL_UNRECOGNIZED_NAME_ALERT");

    private static final Page.NavigateOptions AT_ONCE = new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT);

    private static final Pattern ERROR = Pattern.compile("net::(ERR_\\w+)");

    private enum Sight {
        NAME,
        PAGE
    }

    /** What decides about a page: its name, the page, or its name whoever could see more. */
    private enum By {
        NAME,
        PAGE,
        UNTOUCHED
    }

    /** What somebody sees. */
    private enum Seen {
        OPEN,
        SAFE,
        PAGE,
        SIGN,
        FAULT,
        REFUSED,
        /** What no way should lead to. */
        OTHER
    }

    private record Way(String name, Sight https, Sight http) {
        Sight of(Row row) {
            return row.by == By.UNTOUCHED ? Sight.NAME : row.isSecure() ? https : http;
        }
    }

    /** A page, and the verdict that each person is to have. */
    private record Row(URI url, By by, Map<String, String> verdicts) {
        boolean isSecure() {
            return url.getScheme().equals("https");
        }

        String host() {
            return url.getHost();
        }

        String path() {
            return url.getRawQuery() == null ? url.getPath() : url.getPath() + "?" + url.getRawQuery();
        }
    }

    /** @param note who made the certificate that the browser was shown, or what it says itself */
    private record Cell(Way way, String person, Row row, Seen seen, String note) {
        String name() {
            return way.name + ", " + person + ", " + row.url + ": " + note;
        }
    }

    private List<Way> ways;
    private List<Row> rows;
    private List<String> people;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Cell, SeenEvent> records = new LinkedHashMap<>();

    private Path data;
    private Sites sites;
    private FakeNameServer upstream;
    private School school;
    private Squid squid;
    private Playwright playwright;
    private Path computer;
    private long version = 2;
    private String session = "";

    @BeforeAll
    void play(@TempDir Path folder) throws Exception {
        data = folder;
        readMatrix();
        startSites();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        DnsSettings dns = new DnsSettings(0, List.of(upstream.address()), sites.written("localhost"), List.of(), 0);
        school = new School(
                data,
                settings -> settings.authority(authority())
                        .trusted(sites.trusted())
                        .inside(List.of("127.0.0.0/8"))
                        .logOnSecret(SECRET)
                        .led(any)
                        .icap(any, List.of(HERE))
                        .dns(dns)
                        .origins(sites.addresses()));
        squid = new Squid(
                data.resolve("squid"),
                Objects.requireNonNull(school.gateway().icapAddress()).getPort(),
                "cafile=" + sites.trusted(),
                hosts(),
                List.of("childline.example", "bank.example"));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        publish(Https.Mode.INSPECT);
        until(() -> Files.exists(authority().resolve("authority.pem")));
        computer = Chromium.computer(
                data.resolve("home"),
                List.of(sites.trusted(), authority().resolve("authority.pem"), squid.authority()));

        int proxy = school.gateway().address().getPort();
        byProxy("inspecting", proxy, "-token");
        byAddress("led", Chromium.shell(playwright, computer, data.resolve("led"), leading()));
        byProxy("squid-opening", squid.opening(), "");
        byProxy("squid-names", squid.names(), "");
        byAddress("dns", Chromium.lookingUp(playwright, computer, data.resolve("dns"), resolver()));
        publish(Https.Mode.NAME_ONLY);
        byProxy("names", proxy, "-token");
    }

    @AfterAll
    void stop() throws Exception {
        playwright.close();
        squid.close();
        school.close();
        upstream.close();
        sites.close();
    }

    private Path authority() {
        return data.resolve("authority");
    }

    private void readMatrix() throws Exception {
        List<String> lines = Files.readAllLines(MATRIX);
        ways = table(lines, "| Way ")
                .map(row -> new Way(code(row.get(0)), sight(row.get(1)), sight(row.get(2))))
                .toList();
        people = Stream.of(lines.stream()
                        .filter(line -> line.startsWith("| Page "))
                        .findFirst()
                        .orElseThrow()
                        .split("\\|"))
                .skip(3)
                .map(cell -> cell.strip().split("\\W", 2)[0])
                .toList();
        rows = table(lines, "| Page ").map(this::row).toList();
    }

    /** The rows below the heading that begins so, cell by cell. */
    private static Stream<List<String>> table(List<String> lines, String heading) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line ->
                        Stream.of(line.split("\\|")).skip(1).map(String::strip).toList());
    }

    private static String code(String cell) {
        return cell.split("`", 3)[1];
    }

    private static Sight sight(String cell) {
        return Sight.valueOf(cell.toUpperCase(Locale.ROOT));
    }

    private Row row(List<String> cells) {
        Map<String, String> verdicts = new HashMap<>();
        for (int i = 0; i < people.size(); i++) {
            verdicts.put(people.get(i), cells.get(i + 2));
        }
        return new Row(URI.create(code(cells.get(0))), By.valueOf(cells.get(1).toUpperCase(Locale.ROOT)), verdicts);
    }

    private void startSites() throws Exception {
        String[] usual = hostsOfRows().filter(host -> !APART.contains(host)).toArray(String[]::new);
        sites = new Sites(data, usual);
        sites.site("example").at("/setup", text("MZ, a program"));
        Instant now = Instant.now();
        sites.add("expired.example", now.minusSeconds(86_400), now.minusSeconds(60), "expired.example");
        Origin search = sites.add("www.google.com", now.minusSeconds(86_400), now.plusSeconds(86_400), "www.google.com")
                .at("/search?q=cats", text("all cats"))
                .at("/search?q=cats&safe=active", text("safe cats"));
        Origin films = sites.add(
                        "www.youtube.com", now.minusSeconds(86_400), now.plusSeconds(86_400), "www.youtube.com")
                .at("/watch?v=1", (request, socket, in, out) -> {
                    boolean strict = "Strict".equals(request.header("YouTube-Restrict"));
                    out.write(text(strict ? "safe film" : "any film").getBytes(UTF_8));
                    out.flush();
                    return true;
                });
        safe("forcesafesearch.google.com", search, "www.google.com")
                .at("/search?q=cats", text("safe cats"))
                .at("/search?q=cats&safe=active", text("safe cats"));
        safe("restrict.youtube.com", films, "www.youtube.com").at("/watch?v=1", text("safe film"));
        sites.addPlain("plain.example").at("/setup", text("MZ, a program"));

        upstream = new FakeNameServer();
        hostsOfRows().forEach(host -> upstream.address(host, HERE));
        SAFE_HOSTS.forEach(upstream::address);
    }

    private Origin safe(String host, Origin inPlaceOf, String name) throws Exception {
        return sites.add(
                host,
                new InetSocketAddress(
                        InetAddress.ofLiteral(SAFE_HOSTS.get(host)),
                        inPlaceOf.address().getPort()),
                name);
    }

    private static String text(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body);
    }

    private Stream<String> hostsOfRows() {
        return rows.stream().map(Row::host).distinct();
    }

    private List<String> hosts() {
        List<String> lines = new ArrayList<>();
        hostsOfRows().forEach(host -> lines.add(HERE + " " + host));
        SAFE_HOSTS.forEach((host, address) -> lines.add(address + " " + host));
        return lines;
    }

    private void publish(Https.Mode mode) throws Exception {
        school.publish(school.policies
                .version(version++)
                .withoutRules()
                .withAda()
                .https(new Https(mode, Map.of(), Set.of()))
                .safeModes(new SafeModes(true, SafeModes.YouTube.STRICT), SafeModes.OPEN)
                .rule("1", "maths.casino.example", Rule.Effect.ALLOW, Rule.Source.UNBLOCK, null)
                .rule("2", "reading.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .rule("3", "gossip.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .copy());
    }

    /** A router leads every connection to the gateway, wherever it was to go. */
    private String leading() {
        int port = Objects.requireNonNull(school.gateway().ledAddress()).getPort();
        return "--host-resolver-rules=MAP * " + HERE + ":" + port + ", EXCLUDE " + HERE;
    }

    private String resolver() {
        return "https://localhost:"
                + Objects.requireNonNull(school.gateway().dns()).web().getPort() + "/dns-query";
    }

    /** Each person is known by what they say to the proxy. */
    private void byProxy(String name, int port, String behindName) throws Exception {
        Way way = way(name);
        int before = school.platform.events().size();
        try (Chromium browser = Chromium.shell(playwright, computer, data.resolve(name))) {
            for (String person : people) {
                Proxy proxy = new Proxy("http://" + HERE + ":" + port)
                        .setUsername(person + behindName)
                        .setPassword("any");
                try (BrowserContext window = browser.window(proxy)) {
                    look(way, person, window);
                }
            }
        }
        record(way, before);
    }

    /** Each person is known by the computer's address, where they log on one after the other. */
    private void byAddress(String name, Chromium browser) throws Exception {
        Way way = way(name);
        int before = school.platform.events().size();
        try (browser) {
            for (String person : people) {
                logOn(person);
                try (BrowserContext window = browser.window()) {
                    look(way, person, window);
                }
            }
        }
        record(way, before);
    }

    private Way way(String name) {
        return ways.stream()
                .filter(way -> way.name.equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError("the matrix has no way that is called " + name));
    }

    private void logOn(String person) throws Exception {
        boolean off = person.equals(NOBODY);
        if (!off) {
            session = person + version + school.platform.events().size();
        }
        String said = "at=%d&event=%s&session=%s&user=%s&address=%s"
                .formatted(
                        Instant.now().getEpochSecond(),
                        off ? "off" : "on",
                        session,
                        URLEncoder.encode(person, UTF_8),
                        HERE);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(said.getBytes(UTF_8)));
        try (Wire wire = school.wire()) {
            wire.send("POST /.schoolgate/log-on?" + said + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                    + "Schoolgate-Signature: " + signature + "\r\n\r\n");
            assertThat(wire.answer().status()).isBetween(200, 299);
        }
    }

    private void look(Way way, String person, BrowserContext window) {
        window.setDefaultNavigationTimeout(15_000);
        Page page = window.newPage();
        for (Row row : rows) {
            Cell cell = look(way, person, row, page);
            cells.add(cell);
            if (cell.note.startsWith("ERR_")) {
                // The browser's own page comes when it comes, and would come in place of the next.
                page = window.newPage();
            }
        }
    }

    private Cell look(Way way, String person, Row row, Page page) {
        try {
            Response response = Objects.requireNonNull(page.navigate(address(way, row), AT_ONCE));
            String issuer = row.isSecure() && response.securityDetails() != null
                    ? String.valueOf(response.securityDetails().issuer)
                    : "";
            return new Cell(way, person, row, seen(page, response), issuer);
        } catch (PlaywrightException e) {
            Matcher error = ERROR.matcher(String.valueOf(e.getMessage()));
            String what = error.find() ? error.group(1) : String.valueOf(e.getMessage());
            return new Cell(
                    way,
                    person,
                    row,
                    what.startsWith("ERR_CERT_") ? Seen.FAULT : REFUSED.contains(what) ? Seen.REFUSED : Seen.OTHER,
                    what);
        }
    }

    /** Where names are really looked up, a port has to say which of the sites here it is. */
    private String address(Way way, Row row) {
        boolean found = way.name.equals("dns") || way.name.startsWith("squid");
        String site = APART.contains(row.host()) ? row.host() : "example";
        return found
                ? row.url.getScheme() + "://" + row.host() + ":"
                        + sites.site(site).address().getPort() + row.path()
                : row.url.toString();
    }

    private static Seen seen(Page page, Response response) {
        if (response.status() == 407 && response.url().startsWith("https:")) {
            return Seen.REFUSED;
        }
        String text = response.text();
        if (page.url().endsWith("/agreement-needed")) {
            return Seen.SIGN;
        }
        return switch (response.status()) {
            case 200 -> text.startsWith("safe") ? Seen.SAFE : Seen.OPEN;
            case 403, 407 -> text.contains("Greenfield Primary") ? Seen.PAGE : Seen.OTHER;
            case 502, 503 -> Seen.FAULT;
            default -> Seen.OTHER;
        };
    }

    /** Finds for each cell what the gateway wrote down. */
    private void record(Way way, int before) {
        for (Cell cell : cells.stream().filter(one -> one.way.equals(way)).toList()) {
            until(() -> {
                SeenEvent event = event(cell, before);
                if (event != null) {
                    records.put(cell, event);
                }
                return event != null;
            });
        }
    }

    /** What closed it, else what let it through; that it was closed later, when another came, is no verdict on the page. */
    private @Nullable SeenEvent event(Cell cell, int before) {
        List<SeenEvent> of = school.platform.events().stream()
                .skip(before)
                .filter(event -> !event.rule().endsWith("closed while open"))
                .filter(event -> cell.row.host().equals(event.host())
                        && (cell.person.equals(NOBODY) ? event.reader() == null : cell.person.equals(event.reader()))
                        && (event.path() == null || event.path().equals(cell.row.path())))
                .toList();
        return of.stream()
                .filter(event -> !event.answer().equals("allow"))
                .findFirst()
                .orElse(of.isEmpty() ? null : of.getFirst());
    }

    /** The row whose verdict is to hold: of a page whose name alone is seen, that of its site. */
    private Row judged(Way way, Row row) {
        return row.by == By.PAGE && way.of(row) == Sight.NAME
                ? rows.stream()
                        .filter(other -> other.by == By.NAME && other.host().equals(row.host()))
                        .findFirst()
                        .orElseThrow()
                : row;
    }

    private Set<Seen> expected(Way way, Row row, String person) {
        Seen closed = way.of(row) == Sight.PAGE ? Seen.PAGE : Seen.REFUSED;
        String verdict = Objects.requireNonNull(judged(way, row).verdicts.get(person));
        return switch (verdict) {
            case "open" -> Set.of(Seen.OPEN);
            case "safe" -> Set.of(Seen.SAFE);
            case "fault" -> Set.of(Seen.FAULT);
            case "closed" -> Set.of(closed);
            case "sign" -> Set.of(way.of(row) == Sight.PAGE ? Seen.SIGN : Seen.REFUSED);
            case "unknown" -> Set.of(Seen.PAGE, Seen.REFUSED);
            default -> throw new AssertionError("the matrix has no verdict " + verdict);
        };
    }

    @Test
    @Keeps("FIL-1")
    void theSamePersonGetsTheSameVerdictForTheSamePageByEveryWay() throws Exception {
        assertThat(Files.readString(MATRIX)).contains(" are " + cells.size() + " cells");
        assertThat(cells).hasSize(ways.size() * people.size() * rows.size());
        assertThat(cells)
                .allSatisfy(cell -> assertThat(expected(cell.way, cell.row, cell.person))
                        .as(cell.name())
                        .contains(cell.seen));
    }

    @Test
    @Keeps("FIL-23")
    void theRecordNamesTheSameReasonByEveryWay() {
        Map<String, String> reasons = new LinkedHashMap<>();
        assertThat(records.keySet()).containsExactlyInAnyOrderElementsOf(cells);
        records.forEach((cell, event) -> {
            Row row = judged(cell.way, cell.row);
            if (!cell.seen.equals(Seen.FAULT)) {
                String reason = event.answer() + " " + event.rule().split(",", 2)[0];
                assertThat(reasons.computeIfAbsent(cell.person + " " + row.url, _ -> reason))
                        .as(cell.name())
                        .isEqualTo(reason);
            }
        });
        long faults = rows.stream()
                .flatMap(row -> row.verdicts.values().stream())
                .filter("fault"::equals)
                .count();
        assertThat(reasons).hasSize(people.size() * rows.size() - (int) faults);
    }

    @Test
    void whereHttpsIsLookedIntoTheCertificateSaysByWhomAndNoneLooksIntoWhatIsPrivate() {
        assertThat(cells)
                .filteredOn(cell -> cell.row.isSecure() && (cell.seen == Seen.OPEN || cell.seen == Seen.SAFE))
                .hasSizeGreaterThan(100)
                .allSatisfy(cell -> assertThat(cell.note)
                        .as(cell.name())
                        .startsWith(
                                cell.way.of(cell.row) == Sight.NAME
                                        ? "Test authority"
                                        : cell.way.name.startsWith("squid") ? "Squid of Greenfield" : "Schoolgate"));
    }
}
