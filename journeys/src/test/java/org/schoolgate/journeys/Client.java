package org.schoolgate.journeys;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser that has no script: keeps cookies, reads forms, fills them in and sends them. */
final class Client implements AutoCloseable {
    private static final Pattern FORM =
            Pattern.compile("<form\\b[^>]*\\baction=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|value|type)=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile("<a\\b[^>]*\\bhref=\"([^\"]*)\"");

    private final Installation at;
    private final HttpClient http;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

    Client(Installation at) throws IOException {
        this(at, "127.0.0.1");
    }

    /** From an address of this machine's own, as each family has its own. */
    Client(Installation at, String address) throws IOException {
        this.at = at;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(address))
                .cookieHandler(cookies)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** A page, or where it leads. */
    record Answer(int status, String to, String body) {
        private static Answer of(HttpResponse<String> response) {
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("location").orElse(""),
                    response.body());
        }

        /** The form whose action fits, with the fields that it is sent with when nobody changes it. */
        Form form(Predicate<String> action) {
            var forms = FORM.matcher(body);
            while (forms.find()) {
                if (action.test(forms.group(1))) {
                    var fields = new LinkedHashMap<String, String>();
                    var inputs = INPUT.matcher(forms.group(2));
                    while (inputs.find()) {
                        var attributes = new LinkedHashMap<String, String>();
                        var each = ATTRIBUTE.matcher(inputs.group(1));
                        while (each.find()) {
                            attributes.put(each.group(1), each.group(2));
                        }
                        if (attributes.containsKey("name")) {
                            fields.put(attributes.get("name"), attributes.getOrDefault("value", "on"));
                        }
                    }
                    return new Form(forms.group(1), fields);
                }
            }
            throw new IllegalStateException("no such form on the page (%d):\n%s".formatted(status, body));
        }

        List<String> links(Predicate<String> href) {
            var found = new ArrayList<String>();
            var links = LINK.matcher(body);
            while (links.find()) {
                if (href.test(links.group(1))) {
                    found.add(links.group(1).replace("&amp;", "&"));
                }
            }
            return found;
        }
    }

    /** A form as it will be sent. */
    record Form(String action, Map<String, String> fields) {
        Form with(String name, String value) {
            var changed = new LinkedHashMap<>(fields);
            changed.put(name, value);
            return new Form(action, changed);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return Answer.of(http.send(request(path).build(), BodyHandlers.ofString()));
    }

    /** The page at the end of its redirects. */
    Answer page(String path) throws IOException, InterruptedException {
        var answer = get(path);
        for (int hops = 0; answer.status() / 100 == 3 && hops < 5; hops++) {
            answer = get(answer.to());
        }
        return answer;
    }

    /** Sends it as it stands; where that leads is not followed. */
    Answer send(Form form) throws IOException, InterruptedException {
        var body = form.fields().entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return Answer.of(http.send(
                request(form.action())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        var uri = path.startsWith("http") ? path : at.at(path);
        return HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(30));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    /** Signs in as somebody of the printed list. */
    void signIn(String name) throws IOException, InterruptedException {
        var who = at.player(name);
        var answer = send(get("/sign-in")
                .form("/sign-in"::equals)
                .with("school", who.school())
                .with("name", who.signIn())
                .with("password", who.password()));
        if (answer.status() != 302) {
            throw new IOException("%s could not sign in: %d".formatted(name, answer.status()));
        }
    }

    /** Comes in as a parent: asks for a letter, opens it in the outbox, presses the link's button. */
    void comeByLetter(String email) throws IOException, InterruptedException {
        var before = newestLetter(email);
        send(get("/sign-in/parents").form("/sign-in/parents"::equals).with("address", email));
        var letter = newestLetter(email);
        var giveUp = Instant.now().plus(Duration.ofMinutes(1));
        while (letter.equals(before)) {
            if (Instant.now().isAfter(giveUp)) {
                throw new IOException("no letter for " + email);
            }
            Thread.sleep(250);
            letter = newestLetter(email);
        }
        var link = get(letter.orElseThrow()).links(href -> href.contains("/s/")).getFirst();
        var opened = send(get(link).form(action -> action.contains("/s/")));
        if (opened.status() != 302) {
            throw new IOException("the link of %s did not open: %d".formatted(email, opened.status()));
        }
    }

    private Optional<String> newestLetter(String email) throws IOException, InterruptedException {
        var row = Pattern.compile("<tr\\b[^>]*>(?:(?!</tr>).)*" + Pattern.quote(email) + ".*?</tr>", Pattern.DOTALL)
                .matcher(get("/outbox?q=" + URLEncoder.encode(email, StandardCharsets.UTF_8))
                        .body());
        return row.find()
                ? Optional.of(new Answer(200, "", row.group())
                        .links(href -> href.startsWith("/outbox/"))
                        .getFirst())
                : Optional.empty();
    }

    @Override
    public void close() {
        http.close();
    }
}
