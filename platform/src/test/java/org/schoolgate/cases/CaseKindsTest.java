package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.cases.CaseDesk.CLOSED;
import static org.schoolgate.cases.CaseDesk.TOLD;
import static org.schoolgate.cases.CaseDesk.answer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.schoolgate.testing.Unrendered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every kind of case, everybody who may or may not have to do with one, and every route that leads to one, over HTTP, held
 * against {@code cases/kinds.txt}, which was written by hand. A route of cases that stands in no table fails.
 */
@PageTest
class CaseKindsTest {
    private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final String WRITTEN = "A grey phone in drawer nine";
    private static final String ON_ALL = "Quillfeather";
    private static final Pattern FOUND = Pattern.compile("<section[^>]*id=\"found\".*?</section>", Pattern.DOTALL);

    private final Cast cast;
    private final MockMvc mvc;
    private final Cases cases;
    private final CaseRegister register;
    private final Reports reports;
    private final People people;
    private final Roster roster;
    private final RequestMappingHandlerMapping mapping;

    CaseKindsTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            CaseRegister register,
            Reports reports,
            People people,
            Roster roster,
            RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.cast = cast;
        this.mvc = mvc;
        this.cases = cases;
        this.register = register;
        this.reports = reports;
        this.people = people;
        this.roster = roster;
        this.mapping = requestMappingHandlerMapping;
    }

    /** Somebody of the table, and what each kind of case is to them. */
    private record Row(String relation, Role role, Map<String, String> kinds) {
        private String who() {
            return (relation + " " + role).strip();
        }

        private String is(String kind) {
            return Objects.requireNonNull(kinds.get(kind), kind);
        }

        private boolean hasTo(String kind) {
            return !is(kind).equals("/");
        }
    }

    /** Something that can be asked, and what comes of it by what a case is to whoever asks. */
    private record Request(String method, String path, Map<String, String> answers) {
        private String route() {
            return method + " " + path.replaceFirst("\\?.*$", "");
        }

        private String answer(String is) {
            return Objects.requireNonNull(answers.get(is), is);
        }
    }

    private record Table(List<Row> rows, List<Request> requests, Set<String> ofNoCase) {}

    /** The tables as they are written. */
    private static Table table() throws IOException {
        var rows = new ArrayList<Row>();
        var requests = new ArrayList<Request>();
        var ofNoCase = new TreeSet<String>();
        var section = "";
        var columns = List.<String>of();
        for (var line : new ClassPathResource("cases/kinds.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(one -> !one.isBlank() && !one.startsWith("#"))
                .toList()) {
            var words = List.of(line.strip().split("\\s+"));
            if (line.startsWith("== ")) {
                section = words.get(1);
                columns = words.subList(2, words.size());
            } else if (section.equals("of")) {
                ofNoCase.add(String.join(" ", words));
            } else if (section.equals("routes") && words.get(2).equals("as")) {
                requests.add(like(words, requests));
            } else {
                var first = words.subList(0, words.size() - columns.size());
                var cells = new LinkedHashMap<String, String>();
                for (var column : columns) {
                    cells.put(column, words.get(first.size() + cells.size()));
                }
                if (section.equals("routes")) {
                    requests.add(new Request(first.get(0), first.get(1), cells));
                } else {
                    var relation = first.size() == 1 ? "" : first.getFirst();
                    roles(first.getLast()).forEach(role -> rows.add(new Row(relation, role, cells)));
                }
            }
        }
        return new Table(rows, requests, ofNoCase);
    }

    /** One that answers as another does: {@code GET /cases/{id}/print as GET /cases/{id}/people}. */
    private static Request like(List<String> words, List<Request> requests) {
        var other = requests.stream()
                .filter(request ->
                        request.method().equals(words.get(3)) && request.path().equals(words.get(4)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not written yet: " + words));
        return new Request(words.get(0), words.get(1), other.answers());
    }

    private static Stream<Role> roles(String word) {
        return word.equals("every-role")
                ? CasePolicy.ACCESS.rolesFor(Operation.READ).stream().sorted()
                : Stream.of(Role.valueOf(word));
    }

    @Test
    void everyRouteOfCasesIsInTheTableAndTheTableNamesRealRoutes() throws IOException {
        var mapped = new TreeSet<String>();
        mapping.getHandlerMethods()
                .forEach((info, _) -> info.getPatternValues().stream()
                        .filter(path -> path.equals("/cases") || path.startsWith("/cases/"))
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> mapped.add(method + " " + path))));
        var table = table();
        var written = new TreeSet<>(table.ofNoCase());
        table.requests().forEach(request -> written.add(request.route()));

        assertThat(written).isEqualTo(mapped);
    }

    @Test
    @Keeps({"INC-24", "INC-25", "SGD-11"})
    void everybodyGetsOfEveryKindOfCaseWhatTheTableSays() throws IOException {
        var table = table();
        var school = new SchoolOfCases(cast.greenfield(), cast.greenfield().school());
        school.furnish(table.rows());
        var wrong = new ConcurrentLinkedQueue<String>();
        var seen = ConcurrentHashMap.<String>newKeySet();
        var asked = table.rows().parallelStream()
                .mapToInt(row -> ask(row, table.requests(), school, seen, wrong))
                .sum();

        assertThat(wrong).as("of %d asked", asked).isEmpty();
        assertThat(asked).isGreaterThan(5_000);
    }

    /**
     * Lets somebody ask for everything; answers with how much that was. A page is written for the first of those to whom a
     * case is the same; for the others all happens up to the page, as what comes of it is in its status.
     */
    private int ask(Row row, List<Request> requests, SchoolOfCases school, Set<String> seen, Collection<String> wrong) {
        var actor = school.actor(row);
        var lists = list("/cases", actor) + list("/cases?show=closed", actor);
        var found = found(page("/cases?q=" + ON_ALL, actor));
        int asked = 0;
        for (var kind : row.kinds().keySet()) {
            if (!row.hasTo(kind)) {
                continue;
            }
            var one = school.of(kind, row);
            for (var request : requests) {
                var expected = request.answer(row.is(kind));
                var got = expected.equals("403") || request.path().contains("{")
                        ? got(request, one, actor, seen.add(String.join(" ", kind, row.is(kind), request.route())))
                        : isIn(request.path().equals("/cases") ? lists : found, one);
                if (!got.equals(expected)) {
                    wrong.add("%s, %s, %s %s: %s, not %s"
                            .formatted(row.who(), kind, request.method(), request.path(), got, expected));
                }
                asked++;
            }
        }
        return asked;
    }

    private static String isIn(String page, Kind one) {
        return page.contains("/cases/" + one.id()) ? "yes" : "no";
    }

    /** The part of a page with what was found. */
    private static String found(String page) {
        var part = FOUND.matcher(page);
        return part.find() ? part.group() : "";
    }

    /** A list to its end, page after page. */
    private String list(String path, Actor.Somebody actor) {
        var pages = new StringBuilder(page(path, actor));
        var next = NEXT.matcher(pages);
        for (int from = 0; next.find(from); next = NEXT.matcher(pages)) {
            from = next.end();
            pages.append(page(next.group(1).replace("&amp;", "&"), actor));
        }
        return pages.toString();
    }

    private String page(String path, Actor.Somebody actor) {
        return text(response(MockMvcRequestBuilders.get(path), actor));
    }

    private String got(Request request, Kind one, Actor.Somebody actor, boolean first) {
        var isShown = request.path().equals("/cases/{id}");
        var path = request.path()
                .replace("{id}", one.id().toString())
                .replace("{walk}", "1")
                .replace("{step}", one.step());
        var asked = MockMvcRequestBuilders.request(HttpMethod.valueOf(request.method()), path)
                .param("person", one.child().toString());
        var response = response(isShown || first ? asked : asked.with(Unrendered.page()), actor);
        return isShown && response.getStatus() == 200 ? shown(response) : Integer.toString(response.getStatus());
    }

    private MockHttpServletResponse response(MockHttpServletRequestBuilder request, Actor.Somebody actor) {
        try {
            return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MockHttpServletResponse response) {
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static String shown(MockHttpServletResponse response) {
        return text(response).contains(WRITTEN) ? "all" : "own";
    }

    /** A case of one kind, and the step that waits in it. */
    private record Kind(CaseId id, String step, PersonId child) {}

    /** A school with somebody for every row, and a case of every kind. */
    private final class SchoolOfCases {
        private static final String AT = "2026-11-19T09:00:00Z";

        private final CaseDesk desk = new CaseDesk(cases, register);
        private final Greenfield school;
        private final SchoolId other;
        private final Map<String, Actor.Somebody> actors = new HashMap<>();
        private final Map<String, Kind> kinds = new HashMap<>();
        private final Instant now = Instant.now();
        private final Actor.Somebody head;
        private final Actor.Somebody subject;
        private final Actor.Somebody lead;
        private final Actor.Somebody opener;
        private final Actor.Somebody chair;
        private final Classroom kingfishers;

        SchoolOfCases(Greenfield school, SchoolId other) {
            this.school = school;
            this.other = other;
            this.head = adult("Mrs Lindqvist", Role.HEAD);
            this.subject = adult("Mr Pryce", Role.HEAD);
            this.lead = adult("Ms Okafor", Role.SAFEGUARDING_LEAD);
            this.opener = adult("Miss Farrow", Role.ONLINE_SAFETY_COORDINATOR);
            this.chair = adult("Dr Mensah", Role.CHAIR_OF_GOVERNORS);
            this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        }

        /** Who a row speaks of. */
        Actor.Somebody actor(Row row) {
            var role = row.role();
            return switch (row.relation()) {
                case "of-the-child" -> kingfishers.teacher();
                case "was" -> as(actor("named " + role), school.school(), Set.of());
                case "now-parent" -> as(actor("named " + role), school.school(), Set.of(Role.PARENT));
                case "elsewhere" -> as(actor("named " + role), other, Set.of(role));
                default -> actor(row.who());
            };
        }

        private Actor.Somebody actor(String who) {
            return Objects.requireNonNull(actors.get(who), who);
        }

        private static Actor.Somebody as(Actor.Somebody who, SchoolId school, Set<Role> roles) {
            return new Actor.Somebody(school, who.person(), who.name(), roles, null);
        }

        Kind of(String kind, Row row) {
            var own = kinds.get(kind + " " + row.who());
            return own == null ? of(kind) : own;
        }

        private Kind of(String kind) {
            return Objects.requireNonNull(kinds.get(kind), kind);
        }

        private Actor.Somebody adult(String name, Role role) {
            return Tenants.within(school.school(), () -> {
                var id = people.join(
                        new Actor.Schoolgate(school.school(), "The office"),
                        NewPerson.called("Somebody", name),
                        role,
                        AcademicYear.of(roster.today()).firstDay());
                return new Actor.Somebody(school.school(), id, name, Set.of(role), null);
            });
        }

        void furnish(List<Row> rows) {
            for (var row : rows) {
                switch (row.relation()) {
                    case "", "named", "about", "told" -> actors.put(row.who(), adult(row.who(), row.role()));
                    default -> {}
                }
            }
            school.within(() -> {
                ordinary();
                sealed(rows);
                aboutStaff(rows);
            });
        }

        private void ordinary() {
            var tom = kingfishers.pupil(1);
            put("ordinary", desk.misuse(opener, tom), "pupil-rule", opener);
            var child = desk.misuse(opener, tom);
            desk.goOn(opener, child, "pupil-rule", answer("behaviour"));
            put("child", child, "sanction", opener);

            var office = desk.open(opener, "lost-device");
            desk.goOn(
                    opener,
                    office,
                    "told",
                    Map.of(
                            "device",
                            "Tablet 4",
                            "holder",
                            "Tom",
                            "missed-at",
                            AT,
                            "where",
                            "The hall",
                            "story",
                            "Gone"));
            put("office", office, "what", opener);

            var virus = desk.open(opener, "virus-suspected");
            desk.goOn(opener, virus, "stop", Map.of());
            desk.goOn(opener, virus, "what", Map.of("station", "12", "at", AT, "seen", "It asks for money"));
            desk.goOn(opener, virus, "head", TOLD);
            put("technician", virus, "technician", opener);

            var mail = desk.open(opener, "mail-sent-in-error");
            desk.goOn(
                    opener,
                    mail,
                    "sent",
                    Map.of("sent-at", AT, "noticed-at", AT, "to", "Another school", "what", "A list"));
            desk.goOn(opener, mail, "officer", TOLD);
            desk.goOn(opener, mail, "recall", Map.of("at", AT, "how", "by phone"));
            put("data", mail, "deleted", opener);

            var unanswered = TestClock.at(now.minus(Duration.ofDays(3)), () -> {
                var id = desk.material(opener, "pupil-material");
                desk.goOn(lead, id, "child-protection", answer("no", "Nothing points to it"));
                return id;
            });
            put("unanswered", unanswered, "track", opener);

            var closed = desk.misuse(opener, tom);
            desk.goOn(opener, closed, "pupil-rule", answer("unlisted"));
            desk.goOn(head, closed, "ruling", answer("no", "It was a lesson"));
            put("closed", closed, "close", opener);
            desk.goOn(opener, closed, "close", CLOSED);
        }

        private void sealed(List<Row> rows) {
            put("sealed", desk.image(lead), "hand-over", lead);
            put("late", TestClock.at(now.minus(Duration.ofMinutes(16)), () -> desk.image(lead)), "hand-over", lead);
            put("later", TestClock.at(now.minus(Duration.ofMinutes(31)), () -> desk.image(lead)), "hand-over", lead);
            for (var row : rows) {
                switch (row.relation()) {
                    case "told" -> {
                        put("reporter " + row.who(), told(actor(row)), "facts", lead);
                        var reported = told(actor(row));
                        desk.report(actor(row), reported);
                        put("reported " + row.who(), reported, "hand-over", lead);
                    }
                    case "named" -> List.of("sealed", "late", "later").forEach(kind -> name(lead, kind, actor(row)));
                    default -> {}
                }
            }
            kinds.put("reporter", of("reporter told " + Role.TEACHING_ASSISTANT));
            kinds.put("reported", of("reported told " + Role.TEACHING_ASSISTANT));
        }

        /** An image that this person told of, as far as what they write down of it. */
        private CaseId told(Actor.Somebody teller) {
            var told = reports.tell(teller, Matter.ABOUT_A_CHILD, "A picture on a phone", null, false);
            var id = ((Opening.Opened) cases.open(lead, "concerning-image", told.id()))
                    .file()
                    .id();
            desk.goOn(teller, id, "do-not-look", Map.of());
            return id;
        }

        private void aboutStaff(List<Row> rows) {
            put("staff", desk.material(head, "staff-material"), "track", head);
            var ofTheHead = desk.material(head, "staff-material");
            cases.addPerson(head, ofTheHead, subject.person(), Part.INSTIGATOR);
            put("head", ofTheHead, "track", chair);
            for (var row : rows) {
                if (row.relation().equals("named") || row.relation().equals("about")) {
                    if (row.hasTo("staff")) {
                        name(head, "staff", actor(row));
                    }
                    name(chair, "head", actor(row));
                }
            }
            for (var row : rows) {
                if (row.relation().equals("about")) {
                    var whom = actor(row).person();
                    if (row.hasTo("staff")) {
                        cases.addPerson(head, of("staff").id(), whom, Part.INSTIGATOR);
                    }
                    cases.addPerson(chair, of("head").id(), whom, Part.INSTIGATOR);
                }
            }
        }

        private void name(Actor.Somebody by, String kind, Actor.Somebody whom) {
            assertThat(cases.nameReader(by, of(kind).id(), whom.person()))
                    .as("%s, %s", kind, whom.name())
                    .isEqualTo(Naming.NAMED);
        }

        private void put(String kind, CaseId id, String step, Actor.Somebody reader) {
            assertThat(cases.note(reader, id, Instant.EPOCH, new CaseNote.Boxes(WRITTEN, "", "", "", "", ""), null))
                    .isInstanceOf(Noting.Kept.class);
            cases.addOutsider(reader, id, ON_ALL, Part.OTHER);
            kinds.put(kind, new Kind(id, step, kingfishers.pupil(0).person()));
        }
    }
}
