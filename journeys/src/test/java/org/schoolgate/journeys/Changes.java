package org.schoolgate.journeys;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.schoolgate.engine.Canary;
import org.schoolgate.engine.ListImage;
import org.schoolgate.filtering.SiteCategory;

/** Everything that people change in a soak, by the forms that they would send, and what is right before and after. */
final class Changes implements AutoCloseable {
    static final String CLOSED = "casino.example";
    static final String SCHOOLS_OWN = "rivers-topic.example";
    static final String CHAT = "talk-to-anyone.example";
    static final String SHOP = "market-stall.example";
    static final String LISTED = "lucky-numbers.example";

    private static final int OTHER_NAMES = 100_000;

    /** A gateway looks every second whether its lists are others, and needs a moment to check them. */
    private static final Duration LISTS_WITHIN = Duration.ofMillis(1_500);

    private final Installation at;
    private final List<Edge> edges;
    private final Client coordinator;
    private final Client teacher;
    private final Client child;
    private final Client littleOnes;

    /** A site that the school closes and opens by a rule of its own. */
    final Matter rule;
    /** A site that lists call gambling, or do not. */
    final Matter listed;
    /** A site that is un-blocked for a class, or not any more. */
    final Matter unblocked;
    /** A category that is closed to a group, or not. */
    final Matter shopping;
    /** A child's own agreement. */
    final Matter agreed;
    /** A lesson in which the youngest are online. */
    final Matter lesson;
    /** Whether the network knows who is at the computers. */
    final Matter known;

    private final Map<String, List<String>> gambling = lists(true);
    private final Map<String, List<String>> noGambling = lists(false);
    private String ruleAt = "";
    private String requestAt = "";
    private final String lessonAt;
    private int turn;
    private final List<String> loggedOn = new ArrayList<>();

    Changes(Installation at, List<Edge> edges) throws Exception {
        this.at = at;
        this.edges = edges;
        int places = edges.size();
        rule = new Matter("rule", places, true, "");
        listed = new Matter("lists", places, true, "");
        unblocked = new Matter("un-block", places, false, CHAT);
        shopping = new Matter("category", places, false, "");
        agreed = new Matter("agreement", places, false, "");
        lesson = new Matter("lesson", places, false, "");
        known = new Matter("log-on", places, false, "");
        coordinator = new Client(at);
        teacher = new Client(at);
        child = new Client(at);
        littleOnes = new Client(at);
        coordinator.signIn("Miss Farrow");
        teacher.signIn("Mr Hale");
        child.signIn("Joe Marsh");
        littleOnes.signIn("Miss Adeyemi");
        lessonAt = littleOnes.get("/").links(href -> href.endsWith("/today")).getFirst();
        lesson.is(littleOnes.get(lessonAt).body().contains("/closing\""));
    }

    /** The lists of the sites that are asked for, with many others, and every category's canary. */
    static Map<String, List<String>> lists(boolean gambling) {
        var all = new HashMap<String, List<String>>();
        Arrays.stream(SiteCategory.values())
                .flatMap(category -> category.lists().stream())
                .forEach(list -> all.put(list, new ArrayList<>(List.of(Canary.of(list)))));
        add(all, "gambling", Stream.of(CLOSED));
        if (gambling) {
            add(all, "gambling", Stream.of(LISTED));
        }
        add(all, "chat", Stream.of(CHAT));
        add(all, "shopping", Stream.of(SHOP));
        add(all, "games", IntStream.range(0, OTHER_NAMES).mapToObj("game-%d.listed.example"::formatted));
        return all;
    }

    private static void add(Map<String, List<String>> all, String list, Stream<String> names) {
        all.computeIfAbsent(list, _ -> new ArrayList<>()).addAll(names.toList());
    }

    /** Puts the lists in place before anything is started. */
    static void firstLists(Path file) throws IOException {
        ListImage.write(lists(false), file);
    }

    /** The school closes a site, or opens it again. */
    void turnRule() throws Exception {
        boolean open = rule.at(0).open();
        var form = open
                ? coordinator
                        .get("/filter/sites/new")
                        .form("/filter/sites"::equals)
                        .with("site", SCHOOLS_OWN)
                        .with("effect", "BLOCK")
                        .with("readers", "everybody")
                        .with("until", "")
                        .with("reason", "A change of the soak")
                : coordinator.get(ruleAt).form((ruleAt + "/end")::equals).with("reason", "Over with the soak");
        rule.changing();
        var answer = sent(coordinator, form);
        rule.is(!open);
        ruleAt = open ? answer : "";
    }

    /** Lists come that call a site something else. */
    void turnLists() throws Exception {
        boolean open = listed.at(0).open();
        listed.changing();
        for (int place = 0; place < edges.size(); place++) {
            ListImage.write(open ? gambling : noGambling, edges.get(place).lists());
            listed.is(place, !open, System.nanoTime() + LISTS_WITHIN.toNanos());
        }
    }

    /** The teacher asks for a site for the class and the co-ordinator says yes; or she ends it before its day. */
    void turnUnblock() throws Exception {
        if (unblocked.at(0).open()) {
            var form = coordinator
                    .get(requestAt)
                    .form((requestAt + "/closing")::equals)
                    .with("reason", "Over with the soak");
            unblocked.changing();
            sent(coordinator, form);
            unblocked.is(false);
            return;
        }
        var site = "turn-%d-%d.%s".formatted(++turn, ProcessHandle.current().pid(), CHAT);
        unblocked.about(site);
        var page = teacher.get("/ask");
        sent(
                teacher,
                page.form("/ask"::equals)
                        .with("sites", site)
                        .with("forWhom", kingfishers(page.body()))
                        .with(
                                "until",
                                LocalDate.now(ZoneId.of("Europe/London"))
                                        .plusDays(7)
                                        .toString())
                        .with("reason", "A change of the soak, number " + turn)
                        .with("checked", "on"));
        requestAt = "/requests/"
                + at.rows("select permission_id from permission where things[1] = '" + site + "'")
                        .getFirst()
                        .getFirst();
        var form = coordinator
                .get(requestAt)
                .form((requestAt + "/decision")::equals)
                .with("thing0", "yes")
                .with("reason", "Granted for the soak")
                .with("decision", "grant");
        unblocked.changing();
        sent(coordinator, form);
        unblocked.is(true);
    }

    private static String kingfishers(String form) {
        var option = Pattern.compile("<option[^>]*value=\"([^\"]+)\"[^>]*>\\s*Kingfishers")
                .matcher(form);
        if (!option.find()) {
            throw new IllegalStateException("Mr Hale may not ask for Kingfishers");
        }
        return option.group(1);
    }

    /** The school opens a category to a group, or closes it. */
    void turnCategory() throws Exception {
        boolean open = shopping.at(0).open();
        var form = coordinator
                .get("/filter/profiles/ks2/shopping")
                .form("/filter/profiles/ks2/shopping"::equals)
                .with("treatment", open ? "CLOSED" : "OPEN")
                .with("reason", "A change of the soak");
        shopping.changing();
        sent(coordinator, form);
        shopping.is(!open);
    }

    /** A child says yes, or takes it back. */
    void turnAgreement() throws Exception {
        boolean open = agreed.at(0).open();
        var joe = at.player("Joe Marsh").person();
        Client.Form form;
        if (open) {
            form = child.get("/agreements/mine/" + joe + "/no").form(action -> action.endsWith("/no"));
        } else {
            child.get("/agreements/mine/" + joe + "/read");
            form = child.get("/agreements/mine/" + joe + "/sign")
                    .form(action -> action.endsWith("/sign"))
                    .with("name", "Joe Marsh");
        }
        agreed.changing();
        sent(child, form);
        agreed.is(!open);
    }

    /** A teacher opens a lesson, or closes it. */
    void turnLesson() throws Exception {
        boolean open = lesson.at(0).open();
        var form = open
                ? littleOnes.get(lessonAt).form(action -> action.endsWith("/closing"))
                : littleOnes
                        .get(lessonAt)
                        .form(action -> action.endsWith("/session"))
                        .with("about", "A lesson of the soak")
                        .with("minutes", "60");
        lesson.changing();
        sent(littleOnes, form);
        lesson.is(!open);
    }

    /** Everybody logs on at their computer, or off. */
    void turnLogOns(List<Doors.Who> everybody) throws Exception {
        boolean on = !known.at(0).open();
        if (on) {
            loggedOn.clear();
            everybody.forEach(who -> loggedOn.add(who.signIn() + " " + ++turn));
        }
        for (int place = 0; place < edges.size(); place++) {
            known.changing(place);
            logOns(place, everybody, on ? "on" : "off");
            known.is(place, on, System.nanoTime());
        }
    }

    /** A gateway is about to be restarted; after that it knows nobody. */
    void forgets(int place) {
        known.changing(place);
    }

    /** The computers tell it again. */
    void sayAgain(int place, List<Doors.Who> everybody) throws Exception {
        boolean on = known.at(place).open();
        if (on) {
            logOns(place, everybody, "on");
        }
        known.is(place, on, System.nanoTime());
    }

    /** What the computers say every now and then. */
    void stillThere(List<Doors.Who> everybody) throws Exception {
        for (int place = 0; place < edges.size(); place++) {
            if (known.at(place).open()) {
                logOns(place, everybody, "still");
            }
        }
    }

    private void logOns(int place, List<Doors.Who> everybody, String event) throws Exception {
        for (int i = 0; i < everybody.size(); i++) {
            var who = everybody.get(i);
            edges.get(place).logOn(event, loggedOn.get(i), who.signIn(), who.address());
        }
    }

    /** One of the youngest presses yes before their teacher's eyes, where they have not yet. */
    void saysYesInClass(String name) throws Exception {
        var pupil = at.player(name).person();
        var classes = littleOnes.get("/agreements/classes").links(href -> href.startsWith("/agreements/classes/"));
        var rules = littleOnes.get(classes.getFirst() + "/" + pupil);
        if (rules.body().contains("name=\"words\"")) {
            littleOnes.send(rules.form(action -> action.endsWith(pupil)));
        }
    }

    /** The school looks into the HTTPS of its older pupils, who have been told. */
    void lookIntoHttps() throws Exception {
        lookIntoHttps(coordinator);
    }

    static void lookIntoHttps(Client coordinator) throws IOException, InterruptedException {
        var page = coordinator.get("/filter/profiles/ks2/https");
        sent(
                coordinator,
                page.form("/filter/profiles/ks2/https"::equals)
                        .with("usual", "INSPECT")
                        .with("told", "true")
                        .with("reason", "For the run"));
    }

    /** A client that takes what the school's authority has signed, as the devices of a school do, and nothing else. */
    static SSLContext schoolsAuthority(Installation at) throws Exception {
        try (var technician = new Client(at)) {
            technician.signIn("Mr Price");
            return SiteCertificates.trusting(
                    technician.get("/gateways/certificate.pem").body().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The path to which it leads; a form that was not taken is a fault of the run's. */
    static String sent(Client client, Client.Form form) throws IOException, InterruptedException {
        var answer = client.send(form);
        if (answer.status() != 302) {
            throw new NotDone("%s answered %d: %s".formatted(form.action(), answer.status(), answer.body()));
        }
        return URI.create(answer.to()).getPath();
    }

    /** The platform did not do what it was asked. */
    static final class NotDone extends IOException {
        private static final long serialVersionUID = 1L;

        NotDone(String why) {
            super(why);
        }
    }

    @Override
    public void close() {
        coordinator.close();
        teacher.close();
        child.close();
        littleOnes.close();
    }
}
