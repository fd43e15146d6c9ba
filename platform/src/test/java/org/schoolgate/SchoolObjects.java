package org.schoolgate;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holding;
import org.schoolgate.access.Holds;
import org.schoolgate.access.SessionOpening;
import org.schoolgate.access.SupervisedTime;
import org.schoolgate.activity.EventIntake;
import org.schoolgate.activity.LookUps;
import org.schoolgate.activity.Purpose;
import org.schoolgate.activity.Subject;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Change;
import org.schoolgate.agreements.Errand;
import org.schoolgate.agreements.Evidence;
import org.schoolgate.agreements.PaperReturns;
import org.schoolgate.agreements.Proof;
import org.schoolgate.agreements.Questions;
import org.schoolgate.agreements.RoundOpening;
import org.schoolgate.agreements.Rounds;
import org.schoolgate.agreements.Said;
import org.schoolgate.agreements.Scan;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.agreements.Signing;
import org.schoolgate.agreements.StaffDevices;
import org.schoolgate.agreements.TextId;
import org.schoolgate.agreements.web.TranslationForm;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.alerts.Alert;
import org.schoolgate.alerts.AlertId;
import org.schoolgate.alerts.Alerts;
import org.schoolgate.alerts.Sort;
import org.schoolgate.cases.Bringing;
import org.schoolgate.cases.CaseEvidence;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseRequests;
import org.schoolgate.cases.CaseThings;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Concern;
import org.schoolgate.cases.Concerns;
import org.schoolgate.cases.DeviceSearch;
import org.schoolgate.cases.DeviceSearchId;
import org.schoolgate.cases.DeviceSearches;
import org.schoolgate.cases.Drafts;
import org.schoolgate.cases.FollowUps;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.OnCase;
import org.schoolgate.cases.Opening;
import org.schoolgate.cases.Parcels;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.Reports;
import org.schoolgate.cases.SanctionId;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.cases.Talks;
import org.schoolgate.cases.Tellers;
import org.schoolgate.cases.Transfers;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.documents.Files;
import org.schoolgate.filtering.FilterTests;
import org.schoolgate.filtering.SchoolRule;
import org.schoolgate.filtering.SchoolRules;
import org.schoolgate.filtering.SiteAsking;
import org.schoolgate.filtering.SiteReports;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayId;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.Places;
import org.schoolgate.gateways.ProxyTokens;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Alarms;
import org.schoolgate.permissions.Asking;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Giving;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Wish;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Classes;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.roster.imports.Outcome;
import org.schoolgate.roster.imports.RosterImports;
import org.schoolgate.roster.rollover.Rollover;
import org.schoolgate.roster.rollover.Rollovers;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.Sessions;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.ui.Dates;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * One school with one real thing behind every route that has an id in its path: for each such route, which thing that is,
 * who it is for, and who of the same kind it is not for. Whoever adds such a route adds its line here.
 */
class SchoolObjects {
    private static final Evidence SIGNED_IN = new Evidence(new Proof.SignedIn(), "192.0.2.8");
    private static final String PASSWORD = "tall otters like plum jam";

    private final Cast cast;
    private final Clock clock;
    private final MockMvc mvc;
    private final Roster roster;
    private final People people;
    private final Guardianships guardianships;
    private final SupervisedTime time;
    private final Holds holds;
    private final Classes classes;
    private final LookUps lookUps;
    private final EventIntake intake;
    private final Pseudonyms pseudonyms;
    private final Alerts alerts;
    private final List<SchoolJob> jobs;
    private final AgreementTexts texts;
    private final Rounds rounds;
    private final Signatures signatures;
    private final Questions questions;
    private final PaperReturns papers;
    private final StaffDevices devices;
    private final Settings settings;
    private final Reports reports;
    private final Drafts drafts;
    private final Cases cases;
    private final Concerns concerns;
    private final Tellers tellers;
    private final CaseEvidence caseEvidence;
    private final CaseThings caseThings;
    private final Transfers transfers;
    private final Parcels parcels;
    private final DeviceSearches searches;
    private final FollowUps followUps;
    private final Alarms alarms;
    private final CaseRequests requests;
    private final Sanctions sanctions;
    private final Talks talks;
    private final SiteReports siteReports;
    private final SchoolRules rules;
    private final FilterTests filterTests;
    private final Rollovers rollovers;
    private final SiteAsking siteAsking;
    private final Permissions permissions;
    private final Gateways gateways;
    private final Places places;
    private final ProxyTokens tokens;
    private final RosterImports imports;
    private final Accounts accounts;
    private final Sessions sessions;

    SchoolObjects(
            Cast cast,
            Clock clock,
            MockMvc mvc,
            Roster roster,
            People people,
            Guardianships guardianships,
            SupervisedTime time,
            Holds holds,
            Classes classes,
            LookUps lookUps,
            EventIntake intake,
            Pseudonyms pseudonyms,
            Alerts alerts,
            List<SchoolJob> jobs,
            AgreementTexts texts,
            Rounds rounds,
            Signatures signatures,
            Questions questions,
            PaperReturns papers,
            StaffDevices devices,
            Settings settings,
            Reports reports,
            Drafts drafts,
            Cases cases,
            Concerns concerns,
            Tellers tellers,
            CaseEvidence caseEvidence,
            CaseThings caseThings,
            Transfers transfers,
            Parcels parcels,
            DeviceSearches searches,
            FollowUps followUps,
            Alarms alarms,
            CaseRequests requests,
            Sanctions sanctions,
            Talks talks,
            SiteReports siteReports,
            SchoolRules rules,
            FilterTests filterTests,
            Rollovers rollovers,
            SiteAsking siteAsking,
            Permissions permissions,
            Gateways gateways,
            Places places,
            ProxyTokens tokens,
            RosterImports imports,
            Accounts accounts,
            Sessions sessions) {
        this.cast = cast;
        this.clock = clock;
        this.mvc = mvc;
        this.roster = roster;
        this.people = people;
        this.guardianships = guardianships;
        this.time = time;
        this.holds = holds;
        this.classes = classes;
        this.lookUps = lookUps;
        this.intake = intake;
        this.pseudonyms = pseudonyms;
        this.alerts = alerts;
        this.jobs = jobs;
        this.texts = texts;
        this.rounds = rounds;
        this.signatures = signatures;
        this.questions = questions;
        this.papers = papers;
        this.devices = devices;
        this.settings = settings;
        this.reports = reports;
        this.drafts = drafts;
        this.cases = cases;
        this.concerns = concerns;
        this.tellers = tellers;
        this.caseEvidence = caseEvidence;
        this.caseThings = caseThings;
        this.transfers = transfers;
        this.parcels = parcels;
        this.searches = searches;
        this.followUps = followUps;
        this.alarms = alarms;
        this.requests = requests;
        this.sanctions = sanctions;
        this.talks = talks;
        this.siteReports = siteReports;
        this.rules = rules;
        this.filterTests = filterTests;
        this.rollovers = rollovers;
        this.siteAsking = siteAsking;
        this.permissions = permissions;
        this.gateways = gateways;
        this.places = places;
        this.tokens = tokens;
        this.imports = imports;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** A school and its lines. The order of the lines is one in which all of them can be called, one after the other. */
    record Furnished(Greenfield school, Map<String, Line> lines) {}

    /**
     * A route with a real thing in its path.
     *
     * @param ids what stands in the places of the path, in their order
     * @param by whoever it is for
     * @param notBy people of this school with such a role, whose it is not
     * @param form what a request needs to be taken seriously
     */
    record Line(
            String route, List<Object> ids, Actor.Somebody by, List<Actor.Somebody> notBy, Map<String, String> form) {
        Line notBy(Actor.Somebody... others) {
            return new Line(route, ids, by, List.of(others), form);
        }

        Line with(String name, String value) {
            var more = new LinkedHashMap<>(form);
            more.put(name, value);
            return new Line(route, ids, by, notBy, more);
        }

        Line with(Map<String, String> values) {
            var line = this;
            for (var one : values.entrySet()) {
                line = line.with(one.getKey(), one.getValue());
            }
            return line;
        }

        String method() {
            return route.split(" ", 2)[0];
        }

        /** The path with the things in their places. */
        String path() {
            var path = route.split(" ", 2)[1];
            for (var id : ids) {
                path = path.replaceFirst("\\{[^}]+}", id.toString());
            }
            return path;
        }
    }

    private static Line line(String route, Actor.Somebody by, Object... ids) {
        return new Line(route, List.of(ids), by, List.of(), Map.of());
    }

    /** A new school with all of it. */
    Furnished furnish() {
        return new Furnishing(cast.greenfield()).done();
    }

    private final class Furnishing {
        private final Greenfield school;
        private final Actor office;
        private final AcademicYear year = AcademicYear.of(roster.today());
        private final List<Line> lines = new ArrayList<>();

        Furnishing(Greenfield school) {
            this.school = school;
            this.office = new Actor.Schoolgate(school.school(), "The office");
        }

        Furnished done() {
            school.within(this::furnish);
            var byRoute = new LinkedHashMap<String, Line>();
            for (var line : lines) {
                if (byRoute.put(line.route(), line) != null) {
                    throw new IllegalStateException("twice in the registry: " + line.route());
                }
            }
            return new Furnished(school, byRoute);
        }

        private void add(Line... more) {
            lines.addAll(List.of(more));
        }

        private Actor.Somebody adult(String given, String family, Role role) {
            var address = given.toLowerCase(Locale.ROOT) + "@greenfield.example";
            var id = people.join(office, NewPerson.called("", given, family, address), role, year.firstDay());
            return new Actor.Somebody(school.school(), id, given + " " + family, Set.of(role), null);
        }

        private Actor.Somebody pupil(String given, int yearGroup, ClassId form) {
            var id = people.join(office, NewPerson.called(given, "Whitlock"), Role.PUPIL, year.firstDay());
            people.setYear(office, id, year, yearGroup, year.firstDay());
            place(id, form, ClassPart.PUPIL);
            return new Actor.Somebody(
                    school.school(), id, given + " Whitlock", Set.of(Role.PUPIL), Phase.ofYear(yearGroup));
        }

        private ClassId form(String name, int yearGroup) {
            var id = ClassId.random();
            people.put(office, new SchoolClass(id, year, name, ClassKind.FORM, List.of(yearGroup), "", null));
            return id;
        }

        private void place(PersonId who, ClassId form, ClassPart part) {
            people.place(office, who, form, part, Source.HAND, new Span(year.firstDay(), null));
        }

        private void father(Actor.Somebody adult, Actor.Somebody child) {
            father(adult, child, 1);
        }

        private void father(Actor.Somebody adult, Actor.Somebody child, int order) {
            guardianships.put(
                    office,
                    child.person(),
                    adult.person(),
                    new GuardianFacts(Relation.FATHER, Responsibility.HELD, order, null, Caution.NONE, ""),
                    Source.HAND,
                    year.firstDay());
        }

        /** Robins of Year 1 with Mr Hale, Tom and Ava; Herons of Year 3 with Mr Reed and Ben; Dan and Anil, two fathers. */
        private void furnish() {
            var head = adult("Ingrid", "Lindqvist", Role.HEAD);
            var coordinator = adult("Jo", "Farrow", Role.ONLINE_SAFETY_COORDINATOR);
            var lead = adult("Nia", "Okafor", Role.SAFEGUARDING_LEAD);
            var senior = adult("Paul", "Orme", Role.SENIOR_LEADER);
            var chair = adult("Ian", "Lowe", Role.CHAIR_OF_GOVERNORS);
            var sam = adult("Sam", "Price", Role.TECHNICIAN);
            var kim = adult("Kim", "Lane", Role.OFFICE);
            var hale = adult("Ben", "Hale", Role.TEACHER);
            var reed = adult("Tessa", "Reed", Role.TEACHER);
            var dan = adult("Dan", "Whitlock", Role.PARENT);
            var anil = adult("Anil", "Whitlock", Role.PARENT);
            var robins = form("Robins", 1);
            var herons = form("Herons", 3);
            place(hale.person(), robins, ClassPart.TEACHER);
            place(reed.person(), herons, ClassPart.TEACHER);
            var tom = pupil("Tom", 1, robins);
            var ava = pupil("Ava", 1, robins);
            var ben = pupil("Ben", 3, herons);
            father(dan, tom);
            father(anil, ben);

            roster(head, hale, reed, robins, tom);
            access(head, hale, reed, sam, robins, tom);
            activity(head, coordinator, lead, chair, hale, reed, robins, tom);
            alerts(lead, coordinator, hale, sam, tom);
            agreements(head, kim, hale, reed, dan, anil, robins, tom, ava, ben);
            told(head, lead, hale, reed, tom, ava, dan);
            cases(coordinator, lead, senior, hale, sam);
            followUps(head, coordinator, chair, hale, sam);
            sanctions(head, coordinator, lead, hale, reed, tom, ben, dan, anil);
            outside(coordinator, lead, senior, hale, sam);
            filtering(coordinator, senior, hale, reed, robins);
            gateways(sam, hale, reed, tom);
            imports(kim);
            signin(head, hale, reed, robins, tom, ava, ben);
            rollover(kim, hale, ben);
            rosterByHand(kim, hale, dan, anil, ava, ben, herons);
        }

        private void roster(
                Actor.Somebody head, Actor.Somebody hale, Actor.Somebody reed, ClassId robins, Actor.Somebody tom) {
            add(
                    line("GET /people/{id}", hale, tom.person()).notBy(reed),
                    line("POST /people/{id}/roles", head, reed.person()).with("role", "SENIOR_LEADER"),
                    line("POST /people/{id}/roles/end", head, reed.person()).with("role", "SENIOR_LEADER"),
                    line("POST /people/{id}/notes", head, tom.person())
                            .with("purpose", "COLLECTING")
                            .notBy(hale),
                    line("GET /classes/{id}", hale, robins).notBy(reed),
                    line("GET /classes/{id}/list.csv", hale, robins).notBy(reed));
        }

        private void rollover(Actor.Somebody kim, Actor.Somebody hale, Actor.Somebody ben) {
            var open = (Rollover.State.Open) rollovers.show(kim).state();
            var next = open.preview().classes().getFirst().id();
            add(
                    line("GET /roster/rollover/pupils/{id}", kim, ben.person()).notBy(hale),
                    line("POST /roster/rollover/pupils/{id}", kim, ben.person())
                            .with("what", "leaves")
                            .notBy(hale),
                    line("GET /roster/rollover/classes/{id}", kim, next).notBy(hale),
                    line("POST /roster/rollover/classes/{id}", kim, next)
                            .with("name", "Kites")
                            .with("years", "4")
                            .notBy(hale));
        }

        /** Corrections by the office, after everything that looks at what they correct. */
        private void rosterByHand(
                Actor.Somebody kim,
                Actor.Somebody hale,
                Actor.Somebody dan,
                Actor.Somebody anil,
                Actor.Somebody ava,
                Actor.Somebody ben,
                ClassId herons) {
            var today = Dates.iso(roster.today());
            classes.addRoom(kim, "Hall");
            var room = classes.rooms(kim).getFirst().id();
            var gone = pupil("Cleo", 3, herons);
            var lastDay = roster.today().minusDays(1);
            people.leave(office, gone.person(), Role.PUPIL, lastDay, LeavingReason.BY_HAND);
            var guardian = Map.of(
                    "given", "Anil",
                    "family", "Whitlock",
                    "relation", "FATHER",
                    "responsibility", "HELD",
                    "caution", "NONE",
                    "from", today);
            add(
                    line("GET /people/{id}/details", kim, ava.person()).notBy(hale),
                    line("POST /people/{id}/details", kim, ava.person())
                            .with("given", "Avaline")
                            .with("family", "Whitlock")
                            .notBy(hale),
                    line("GET /people/{id}/place", kim, ava.person()).notBy(hale),
                    line("POST /people/{id}/place", kim, ava.person())
                            .with("from", today)
                            .with("year", "3")
                            .with("form", herons.toString())
                            .notBy(hale),
                    line("GET /people/{id}/return", kim, gone.person()).notBy(hale),
                    line("POST /people/{id}/return", kim, gone.person())
                            .with("from", today)
                            .with("year", "3")
                            .with("form", herons.toString())
                            .notBy(hale),
                    line("GET /people/{id}/guardians/new", kim, ben.person()).notBy(hale, anil),
                    line("POST /people/{id}/guardians", kim, ben.person())
                            .with(guardian)
                            .with("given", "Rosa")
                            .with("relation", "MOTHER")
                            .with("order", "2")
                            .notBy(hale, anil),
                    line("GET /people/{id}/guardians/{guardian}", kim, ben.person(), anil.person())
                            .notBy(hale, dan, anil),
                    line("POST /people/{id}/guardians/{guardian}", kim, ben.person(), anil.person())
                            .with(guardian)
                            .with("order", "1")
                            .with("phone", "01632 960123")
                            .notBy(hale, dan, anil),
                    line("POST /people/{id}/guardians/{guardian}/end", kim, ben.person(), anil.person())
                            .notBy(hale, dan, anil),
                    line("GET /people/{id}/leaving", kim, ben.person()).notBy(hale, anil),
                    line("POST /people/{id}/leaving", kim, ben.person())
                            .with("lastDay", today)
                            .with("role", "PUPIL")
                            .notBy(hale, anil),
                    line("GET /classes/{id}/details", kim, herons).notBy(hale),
                    line("POST /classes/{id}/details", kim, herons)
                            .with("name", "Grey Herons")
                            .notBy(hale),
                    line("POST /classes/{id}/adults", kim, herons)
                            .with("adult", hale.person().toString())
                            .with("part", "HELPER")
                            .with("from", today)
                            .notBy(hale),
                    line("POST /classes/{id}/adults/end", kim, herons)
                            .with("adult", hale.person().toString())
                            .notBy(hale),
                    line("POST /classes/{id}/closing", kim, herons)
                            .with("closing", today)
                            .notBy(hale),
                    line("POST /rooms/{id}", kim, room)
                            .with("name", "Great hall")
                            .notBy(hale));
        }

        private void access(
                Actor.Somebody head,
                Actor.Somebody hale,
                Actor.Somebody reed,
                Actor.Somebody sam,
                ClassId robins,
                Actor.Somebody tom) {
            var held = (Holding.Placed) holds.place(
                    sam,
                    new Holds.Wish(
                            tom.person(),
                            HoldKind.LOST_DEVICE,
                            null,
                            null,
                            "left on the bus",
                            new Holds.Files(hale.person(), roster.today().plusDays(3))));
            var open = (SessionOpening.Open) time.open(hale, new SupervisedTime.Wish(robins, "Hall", "Maps", 20));
            var session = open.session().id();
            var wantsOn = (Asking.Asked) permissions.ask(
                    tom,
                    new Wish(
                            "access.go-online",
                            List.of("the internet"),
                            new ForWhom(Set.of(ForWhom.ref(tom.person())), "Tom"),
                            clock.instant(),
                            clock.instant().plus(Duration.ofMinutes(20)),
                            "may I?",
                            Map.of(),
                            null));
            add(
                    line("GET /classes/{id}/today", hale, robins).notBy(reed),
                    line("GET /classes/{id}/who-is-in", hale, robins).notBy(reed),
                    line(
                                    "POST /classes/{id}/going-online/{permission}",
                                    hale,
                                    robins,
                                    wantsOn.permission().id())
                            .with("answer", "not-now")
                            .notBy(reed),
                    line("POST /classes/{id}/session/{session}/extension", hale, robins, session)
                            .notBy(reed),
                    line("POST /classes/{id}/session/{session}/closing", hale, robins, session)
                            .notBy(reed),
                    line("POST /classes/{id}/session", hale, robins)
                            .with("minutes", "30")
                            .notBy(reed),
                    line("POST /classes/{id}/going-online", hale, robins).notBy(reed),
                    line("GET /holds/{id}", sam, held.hold().id()).notBy(reed),
                    line("POST /holds/{id}/files", hale, held.hold().id()).notBy(reed),
                    line("POST /holds/{id}/lifting", head, held.hold().id())
                            .with("reason", "it is found")
                            .notBy(hale));
        }

        private LookUps.Asking lookUp(Actor.Somebody by, Actor.Somebody about) {
            var now = clock.instant();
            return lookUps.ask(
                    by,
                    new LookUps.Wish(
                            Purpose.COMPLIANCE,
                            "a page that frightened somebody",
                            new Subject.OfPerson(about.person()),
                            now.minus(Duration.ofDays(1)),
                            now));
        }

        private void activity(
                Actor.Somebody head,
                Actor.Somebody coordinator,
                Actor.Somebody lead,
                Actor.Somebody chair,
                Actor.Somebody hale,
                Actor.Somebody reed,
                ClassId robins,
                Actor.Somebody tom) {
            var ofTom =
                    ((LookUps.Asking.Open) lookUp(coordinator, tom)).lookUp().id();
            var ofHale = ((LookUps.Asking.ForASecond) lookUp(coordinator, hale))
                    .lookUp()
                    .id();
            var ofReed = ((LookUps.Asking.ForASecond) lookUp(coordinator, reed))
                    .lookUp()
                    .id();
            add(
                    line("GET /online-now/{id}", hale, robins).notBy(reed),
                    line("GET /look-ups/{id}", coordinator, ofTom).notBy(lead, head),
                    line("POST /look-ups/{id}/agree", head, ofHale).notBy(chair),
                    line("POST /look-ups/{id}/refuse", head, ofReed)
                            .with("why", "not for this")
                            .notBy(chair));
        }

        private Said yes(Actor.Somebody who, Errand errand) {
            var words = new LinkedHashMap<Audience, Fingerprint>();
            errand.papers()
                    .forEach(paper -> words.put(
                            paper.needed().audience(), paper.text().english().fingerprint()));
            return new Said(who.name(), Wording.ENGLISH, words);
        }

        /** A line whose form agrees to every paper, in the words that are shown. */
        private Line yesOf(Line line, Errand errand) {
            var yes = line;
            for (var paper : errand.papers()) {
                var audience = paper.needed().audience();
                yes = yes.with("agree-" + audience, "on")
                        .with(
                                "words-" + audience,
                                paper.text().english().fingerprint().hex());
            }
            return yes;
        }

        /** A line whose form says every piece of a text in another language. */
        private Line translated(Line line, Wording english) {
            var full = line;
            for (var piece : TranslationForm.pieces(english)) {
                full = full.with(piece.field(), "to samo po polsku");
            }
            return full;
        }

        private void agreements(
                Actor.Somebody head,
                Actor.Somebody kim,
                Actor.Somebody hale,
                Actor.Somebody reed,
                Actor.Somebody dan,
                Actor.Somebody anil,
                ClassId robins,
                Actor.Somebody tom,
                Actor.Somebody ava,
                Actor.Somebody ben) {
            TextId inForce = TextId.random();
            for (var audience : Audience.values()) {
                var draft = texts.draft(head, audience, Change.MAJOR).id();
                texts.approve(head, draft);
                texts.putInForce(head, draft, roster.today().plusDays(14));
                inForce = draft;
            }
            var draft = texts.draft(head, Audience.PARENT, Change.MAJOR).id();
            var round = ((RoundOpening.Opened) rounds.open(
                            head,
                            "This year's round",
                            year,
                            EnumSet.allOf(Audience.class),
                            roster.today().plusDays(20),
                            5))
                    .round()
                    .id();
            var signed = (Signing.Signed)
                    signatures.sign(anil, ben.person(), yes(anil, signatures.errand(anil, ben.person())), SIGNED_IN);
            questions.ask(dan, tom.person(), Audience.KS1, "Who reads it?");
            var ask = questions.open(head).getFirst().ask();
            var scan = Scan.of("%PDF-1.7 signed %%EOF".getBytes(StandardCharsets.UTF_8))
                    .orElseThrow();
            var paper = (PaperReturns.Entry.Entered)
                    papers.enter(kim, ava.person(), Set.of(ava.person()), true, roster.today(), scan);
            var scanned = ((Proof.Paper) paper.signatures().getFirst().how().proof()).scan();
            settings.set(head, "agreements.second-look", "yes", "four eyes");
            papers.enter(kim, ben.person(), Set.of(ben.person()), true, roster.today(), scan);
            var waiting = papers.waiting(head).getFirst().paper().id();
            devices.name(hale, "SN-0042");
            var laptop = devices.of(head, hale.person()).getFirst().id();
            var rosa = pupil("Rosa", 1, robins);
            var kit = adult("Kit", "Whitlock", Role.PARENT);
            var lee = adult("Lee", "Whitlock", Role.PARENT);
            father(kit, rosa);
            father(lee, rosa, 2);
            signatures.sign(kit, rosa.person(), yes(kit, signatures.errand(kit, rosa.person())), SIGNED_IN);
            signatures.decline(lee, rosa.person(), Audience.KS1, "not yet", SIGNED_IN);
            var una = pupil("Una", 1, robins);
            father(lee, una);
            var errand = signatures.errand(dan, tom.person());
            var words = errand.paper(Audience.KS1)
                    .orElseThrow()
                    .text()
                    .english()
                    .fingerprint()
                    .hex();
            var rules =
                    texts.find(head, draft).english().chosen().stream().skip(1).collect(Collectors.joining(","));
            add(
                    line("GET /agreements/mine/{subject}", dan, tom.person()).notBy(anil, ava, hale),
                    line("GET /agreements/mine/{subject}/read", dan, tom.person())
                            .notBy(anil, ava, hale),
                    line("GET /agreements/mine/{subject}/sign", dan, tom.person())
                            .notBy(anil, ava, hale),
                    line("GET /agreements/mine/{subject}/no", dan, tom.person()).notBy(anil, ava, hale),
                    line("POST /agreements/mine/{subject}/device", hale, hale.person())
                            .with("serial", "SN-0043")
                            .notBy(reed),
                    line("GET /agreements/mine/{subject}/question", dan, tom.person())
                            .notBy(anil, ava, hale),
                    line("POST /agreements/mine/{subject}/question", dan, tom.person())
                            .with("words", "What is a proxy?")
                            .notBy(anil, ava, hale),
                    yesOf(line("POST /agreements/mine/{subject}/sign", dan, tom.person()), errand)
                            .with("name", dan.name())
                            .notBy(anil, ava, hale),
                    line("POST /agreements/mine/{subject}/no", dan, tom.person())
                            .with("paper", "KS1")
                            .with("why", "not yet")
                            .notBy(anil, ava, hale),
                    line(
                                    "GET /agreements/mine/receipts/{id}",
                                    anil,
                                    signed.signatures().getFirst().id())
                            .notBy(dan, ava, reed),
                    line("GET /agreements/people/{person}", head, ben.person()).notBy(reed),
                    line("GET /agreements/scans/{id}", head, scanned).notBy(hale),
                    line("POST /agreements/questions/{ask}", head, ask)
                            .with("words", "Your child's teachers")
                            .notBy(hale),
                    line("GET /agreements/classes/{id}", hale, robins).notBy(reed),
                    line("GET /agreements/classes/{id}/{pupil}", hale, robins, tom.person())
                            .notBy(reed),
                    line("POST /agreements/classes/{id}/{pupil}", hale, robins, tom.person())
                            .with("words", words)
                            .notBy(reed),
                    line("GET /agreements/texts/{id}", head, draft),
                    line("POST /agreements/texts/{id}/words", head, draft).with("title", "What parents agree to"),
                    line("POST /agreements/texts/{id}/rules", head, draft).with("rules", rules),
                    line("POST /agreements/texts/{id}/change", head, draft).with("change", "MAJOR"),
                    line("POST /agreements/texts/{id}/approve", head, draft).notBy(kim),
                    line("POST /agreements/texts/{id}/in-force", head, draft).notBy(kim),
                    line("GET /agreements/texts/{id}/translations", head, inForce),
                    line("GET /agreements/texts/{id}/translation.csv", head, inForce),
                    translated(
                            line("POST /agreements/texts/{id}/translations", head, inForce)
                                    .with("language", "pl"),
                            texts.find(head, inForce).english()),
                    line("POST /agreements/people/{person}/devices/{device}/returned", kim, hale.person(), laptop)
                            .with("day", roster.today().toString()),
                    line("GET /agreements/papers/{subject}", hale, tom.person()).notBy(reed),
                    line("GET /agreements/papers/{subject}/{paper}", head, ben.person(), waiting),
                    line("POST /agreements/papers/{subject}/{paper}", head, ben.person(), waiting)
                            .with("answer", "yes"),
                    line("GET /agreements/families/{child}", head, rosa.person()),
                    line("POST /agreements/families/{child}/heard", head, rosa.person())
                            .with("heard", kit.person() + "," + lee.person())
                            .with("answer", "yes")
                            .with("words", "both agree now"),
                    line("POST /agreements/families/{child}/ask/{carer}", head, una.person(), lee.person()),
                    line("POST /agreements/rounds/{id}/letters", head, round),
                    line("GET /agreements/rounds/{id}", head, round),
                    line("GET /agreements/rounds/{id}/chase.csv", head, round),
                    line("POST /agreements/rounds/{id}/close", head, round).notBy(hale));
        }

        private void told(
                Actor.Somebody head,
                Actor.Somebody lead,
                Actor.Somebody hale,
                Actor.Somebody reed,
                Actor.Somebody tom,
                Actor.Somebody ava,
                Actor.Somebody dan) {
            var report = reports.tell(tom, Matter.NOT_SAID, "Somebody was unkind", null, true)
                    .id();
            var draft = ReportId.random();
            drafts.keep(hale, draft, Map.of("words", List.of("Somebody was unkind")));
            add(
                    line("GET /report/drafts/{id}", hale, draft).notBy(reed, dan, lead),
                    line("POST /report/drafts/{id}/delete", hale, draft).notBy(reed, dan, lead),
                    line("GET /tell/{id}", tom, report).notBy(ava, dan, hale, lead),
                    line("POST /tell/{id}/more", tom, report)
                            .with("words", "and again")
                            .notBy(ava, dan, hale, lead),
                    line("POST /tell/{id}/trusted", tom, report)
                            .with("person", head.person().toString())
                            .notBy(ava, dan, hale, lead),
                    line("GET /reports/{id}", hale, report).notBy(reed),
                    line("POST /reports/{id}/take", hale, report).notBy(reed),
                    line("POST /reports/{id}/danger", hale, report).notBy(reed),
                    line("POST /reports/{id}/answer", hale, report)
                            .with("words", "Well done for telling")
                            .notBy(reed));
        }

        /** Two concerns that the filter raised about a child: one is put aside, of the other a case is opened. */
        private void alerts(
                Actor.Somebody lead,
                Actor.Somebody coordinator,
                Actor.Somebody hale,
                Actor.Somebody sam,
                Actor.Somebody tom) {
            refused(tom, 1, "violence");
            refused(tom, 2, "hate");
            jobs.stream().filter(job -> job.name().equals("alerts.grading")).forEach(job -> job.run(school.school()));
            var aside = signal(lead, Sort.VIOLENCE);
            var followed = signal(lead, Sort.HATE);
            add(
                    line("GET /alerts/{id}", coordinator, aside).notBy(hale, sam, tom),
                    line("POST /alerts/{id}/aside", coordinator, aside)
                            .with("because", "It was a film that they talked of in class")
                            .notBy(hale, sam, tom),
                    line("POST /alerts/{id}/second", lead, aside)
                            .with("verdict", "AGREES")
                            .notBy(coordinator, hale, sam, tom),
                    line("POST /alerts/{id}/false-alarm", lead, aside)
                            .with("because", "The list is wrong")
                            .notBy(hale, sam, tom),
                    line("POST /alerts/{id}/case", lead, followed).notBy(hale, sam, tom));
        }

        private AlertId signal(Actor.Somebody reader, Sort sort) {
            return alerts.waiting(reader).stream()
                    .filter(alert -> alert.sort() == sort)
                    .map(Alert::id)
                    .findFirst()
                    .orElseThrow();
        }

        private void refused(Actor.Somebody reader, long number, String list) {
            var event = new SeenEvent(
                    1,
                    number,
                    clock.instant(),
                    pseudonyms.of(school.school(), reader.person()),
                    null,
                    "192.0.2.44",
                    "GET",
                    list + ".example",
                    "/",
                    80,
                    "block",
                    Set.of(list),
                    "category " + list,
                    1,
                    1,
                    0,
                    5,
                    "token 1a2b3c4d");
            intake.take(
                    new CallingGateway(school.school(), GatewayId.random(), 1, "Edge", Instant.EPOCH),
                    Feed.JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8));
        }

        private CaseId opened(Actor.Somebody by, String kind) {
            return ((Opening.Opened) cases.open(by, kind, null)).file().id();
        }

        private void outside(
                Actor.Somebody coordinator,
                Actor.Somebody lead,
                Actor.Somebody senior,
                Actor.Somebody hale,
                Actor.Somebody sam) {
            var wish = new Concern.Wish(Concern.Kind.GENERAL, "The filter let it through", "", "", "Dan", "");
            var code = concerns.tell(coordinator.school(), UUID.randomUUID(), wish);
            var following = concerns.read(code).orElseThrow().following();
            tellers.ask(senior, following, "To ring them", false);
            var request =
                    tellers.standing(lead, following).requests().getFirst().id();
            add(
                    line("POST /cases/{id}/answer", coordinator, following)
                            .with("reply", "We look into it")
                            .notBy(hale, sam),
                    line("GET /cases/{id}/teller", coordinator, following).notBy(hale, sam),
                    line("POST /cases/{id}/teller", coordinator, following)
                            .with("reason", "We have to ring them")
                            .notBy(hale, sam),
                    line("POST /cases/{id}/teller/{request}", lead, following, request)
                            .with("reason", "They have to be rung")
                            .with("release", "true")
                            .notBy(coordinator, senior, hale, sam),
                    line("POST /cases/{id}/teller/read", senior, following).notBy(hale, sam));
        }

        private void cases(
                Actor.Somebody coordinator,
                Actor.Somebody lead,
                Actor.Somebody senior,
                Actor.Somebody hale,
                Actor.Somebody sam) {
            var misuse = opened(coordinator, "misuse-seen");
            var sealed = opened(lead, "concerning-image");
            var friend = opened(coordinator, "social-pupil-adds-staff");
            var told = Map.of("at", clock.instant().toString(), "how", "by phone");
            cases.answer(coordinator, friend, 1, "decline", Map.of(), null);
            cases.answer(coordinator, friend, 1, "head", told, null);
            var now = "2026-11-19T09:30";
            things(coordinator, misuse, hale, sam);
            searches(coordinator, opened(coordinator, "phone-breach"), hale, sam);
            transfers(coordinator, lead, opened(coordinator, "bullying"), hale, sam);
            evidence(coordinator, lead, misuse, hale, sam);
            opened(lead, "danger");
            var posted = opened(coordinator, "social-harassment");
            cases.answer(coordinator, posted, 1, "no-reply", Map.of(), null);
            cases.answer(
                    coordinator,
                    posted,
                    1,
                    "screenshot",
                    Map.of(
                            "site", "A site",
                            "account", "somebody",
                            "captured-at", clock.instant().toString(),
                            "no-indecent-image", "yes"),
                    null);
            cases.answer(coordinator, posted, 1, "head", told, null);
            cases.answer(
                    coordinator,
                    posted,
                    1,
                    "removal",
                    Map.of("at", clock.instant().toString(), "sent", "Please take it down", "awaited", "yes"),
                    null);
            var request = requests.awaited(coordinator).getFirst().request().id();
            var alarm = alarms.open(lead).getFirst().id();
            add(
                    line("GET /alarms/{id}", lead, alarm).notBy(hale, sam),
                    line("POST /alarms/{id}/acknowledge", lead, alarm).notBy(hale, sam),
                    line("POST /cases/{id}/requests/{request}", coordinator, posted, request)
                            .with("kind", "answered")
                            .with("words", "It is down")
                            .notBy(hale, sam),
                    line("GET /cases/{id}/brief", coordinator, misuse).notBy(hale, sam),
                    line("POST /cases/{id}/brief", coordinator, misuse)
                            .with("person", senior.person().toString())
                            .with("at", now)
                            .notBy(hale, sam),
                    line("GET /people/{id}/chronology", coordinator, hale.person()),
                    line("GET /cases/{id}", coordinator, misuse).notBy(hale, sam),
                    line("GET /cases/{id}/walks/{walk}", coordinator, misuse, 1).notBy(hale, sam),
                    line("GET /cases/{id}/people", coordinator, misuse).notBy(hale, sam),
                    line("GET /cases/{id}/notes/new", coordinator, misuse).notBy(hale, sam),
                    line("GET /cases/{id}/readers", lead, sealed).notBy(coordinator, senior, hale, sam),
                    line("POST /cases/{id}/people", coordinator, misuse)
                            .with("name", "The driver of a van")
                            .with("part", "WITNESS")
                            .notBy(hale, sam),
                    line("POST /cases/{id}/notes", coordinator, misuse)
                            .with("happened", now)
                            .with("fact", "It was tablet 4")
                            .notBy(hale, sam),
                    line("POST /cases/{id}/readers", lead, sealed)
                            .with("person", senior.person().toString())
                            .notBy(coordinator, hale, sam),
                    line("POST /cases/{id}/walks/{walk}/steps/{step}/left-out", coordinator, friend, 1, "privacy")
                            .with("why-not", "the account is closed")
                            .notBy(lead, hale, sam),
                    line("POST /cases/{id}/walks/{walk}/steps/{step}", coordinator, misuse, 1, "what")
                            .with("account", "tellis")
                            .with("at", now)
                            .with("place", "in school")
                            .with("evidence", "a game")
                            .notBy(lead, hale, sam));
        }

        private EvidenceId kept(Actor.Somebody by, CaseId id, int size) {
            var brought = new CaseEvidence.Brought(
                    org.schoolgate.documents.Evidence.Kind.SCREENSHOT, "The post", "", clock.instant(), true);
            return ((Bringing.Kept) caseEvidence.bring(by, id, brought, Files.picture("png", size, size))).id();
        }

        private void things(Actor.Somebody coordinator, CaseId id, Actor.Somebody hale, Actor.Somebody sam) {
            var taken = Instant.parse("2026-11-18T09:30:00Z");
            caseThings.take(
                    coordinator,
                    id,
                    new CaseThings.Taking("A phone", "Tom Whitlock", "Miss Farrow", "", taken, "The safe"));
            var thing = caseThings.look(coordinator, id).things().getFirst().id();
            add(
                    line("GET /cases/{id}/things", coordinator, id).notBy(hale, sam),
                    line("POST /cases/{id}/things", coordinator, id)
                            .with("what", "A stick")
                            .with("from", "Tom Whitlock")
                            .with("by", "Miss Farrow")
                            .with("taken", "2026-11-18T09:30")
                            .with("place", "The safe")
                            .notBy(hale, sam),
                    line("POST /cases/{id}/things/{thing}/moves", coordinator, id, thing)
                            .with("kind", "HANDED")
                            .with("to", "PC 1234")
                            .with("at", "2026-11-18T10:30")
                            .with("signed", "J. Smith")
                            .notBy(hale, sam));
        }

        private void searches(Actor.Somebody coordinator, CaseId id, Actor.Somebody hale, Actor.Somebody sam) {
            var child = pupil("Ivy", 4, form("Wrens", 4));
            cases.addPerson(coordinator, id, child.person(), OnCase.Part.OTHER);
            var wish = new DeviceSearch.Wish(
                    new DeviceSearchId(UUID.randomUUID()),
                    child.person(),
                    "A phone",
                    DeviceSearch.Ground.BANNED,
                    "It rang",
                    "A message",
                    Instant.parse("2026-11-18T09:30:00Z"),
                    searches.desk(coordinator, id).authorisers().getFirst().id(),
                    "Miss Farrow",
                    "Mr Hale",
                    "",
                    DeviceSearch.Result.NOTHING,
                    "",
                    "",
                    DeviceSearch.Parents.LATER,
                    "",
                    true,
                    "The child");
            searches.record(coordinator, id, wish);
            var authorised = String.valueOf(wish.authorisedBy());
            add(
                    line("GET /cases/{id}/searches/new", coordinator, id).notBy(hale, sam),
                    line("POST /cases/{id}/searches", coordinator, id)
                            .with("child", child.person().toString())
                            .with("device", "A stick")
                            .with("ground", "AGREED")
                            .with("reason", "A virus")
                            .with("sought", "The file")
                            .with("at", "2026-11-18T10:30")
                            .with("authorised", authorised)
                            .with("searched-by", "Miss Farrow")
                            .with("witness", "Mr Hale")
                            .with("result", "NOTHING")
                            .with("parents", "LATER")
                            .with("returned", "yes")
                            .with("whereabouts", "The child")
                            .notBy(hale, sam),
                    line("GET /cases/{id}/searches/{search}", coordinator, id, wish.id())
                            .notBy(hale, sam));
        }

        private void followUps(
                Actor.Somebody head,
                Actor.Somebody coordinator,
                Actor.Somebody chair,
                Actor.Somebody hale,
                Actor.Somebody sam) {
            var id = opened(coordinator, "phone-breach");
            var owner = coordinator.person();
            followUps.set(coordinator, id, new FollowUps.Wish("Talk with the class", owner, followUps.today()));
            followUps.want(coordinator, id, "The phone rule");
            var action = followUps.mine(coordinator).getFirst().id();
            var review = followUps.reviews(head).getFirst().review().id();
            add(
                    line("GET /cases/{id}/actions/new", coordinator, id).notBy(hale, sam),
                    line("POST /cases/{id}/actions", coordinator, id)
                            .with("what", "Talk with the parents")
                            .with("owner", owner.toString())
                            .with("due", Dates.iso(followUps.today()))
                            .notBy(hale, sam),
                    line("POST /cases/{id}/reviews", coordinator, id)
                            .with("review", "The mail rule")
                            .notBy(hale, sam),
                    line("POST /actions/{action}", coordinator, action)
                            .with("became", "done")
                            .notBy(hale, sam),
                    line("POST /policy-reviews/{review}", head, review)
                            .with("words", "It stays as it is")
                            .notBy(chair));
        }

        private void transfers(
                Actor.Somebody coordinator, Actor.Somebody lead, CaseId id, Actor.Somebody hale, Actor.Somebody sam) {
            var child = pupil("Noor", 4, form("Owls", 4));
            cases.addPerson(coordinator, id, child.person(), OnCase.Part.VICTIM);
            var wish = new Transfers.Wish(
                    child.person(), "Riverside", "lead@riverside.example", "Mr Bose", "01632 960001", List.of());
            transfers.send(coordinator, id, wish);
            var sent =
                    transfers.look(coordinator, id).sent().getFirst().transfer().id();
            parcels.send(lead, child.person(), List.of(id), wish);
            var parcel = parcels.look(lead, child.person())
                    .sent()
                    .getFirst()
                    .transfer()
                    .id();
            add(
                    line("GET /people/{id}/next-school", lead, child.person()),
                    line("POST /people/{id}/next-school", lead, child.person())
                            .with("cases", id.toString())
                            .with("school", "Riverside")
                            .with("address", "lead@riverside.example")
                            .with("contact", "Mr Bose")
                            .with("telephone", "01632 960001"),
                    line("POST /people/{id}/next-school/{transfer}/again", lead, child.person(), parcel),
                    line("POST /people/{id}/next-school/{transfer}/words", lead, child.person(), parcel));
            add(
                    line("GET /cases/{id}/transfers", coordinator, id).notBy(hale, sam),
                    line("POST /cases/{id}/transfers", coordinator, id)
                            .with("child", child.person().toString())
                            .with("school", "Riverside")
                            .with("address", "lead@riverside.example")
                            .with("contact", "Mr Bose")
                            .with("telephone", "01632 960001")
                            .notBy(hale, sam),
                    line("POST /cases/{id}/transfers/{transfer}/again", coordinator, id, sent)
                            .notBy(hale, sam),
                    line("POST /cases/{id}/transfers/{transfer}/words", coordinator, id, sent)
                            .notBy(hale, sam),
                    line("POST /cases/{id}/references", coordinator, id)
                            .with("system", "CPOMS")
                            .with("number", "4711")
                            .with("day", "2026-11-19")
                            .notBy(hale, sam));
        }

        private void evidence(
                Actor.Somebody coordinator, Actor.Somebody lead, CaseId id, Actor.Somebody hale, Actor.Somebody sam) {
            var shown = kept(coordinator, id, 20);
            var asked = kept(coordinator, id, 30);
            caseEvidence.askForDestruction(lead, id, asked, "It shows another child");
            var now = "2026-11-19T09:30";
            add(
                    line("GET /cases/{id}/export", coordinator, id).notBy(hale, sam),
                    line("POST /cases/{id}/export", coordinator, id)
                            .with("purpose", "A referral")
                            .with("recipient", "PC 1234")
                            .with("child", "everybody")
                            .with("files", shown.toString())
                            .notBy(hale, sam),
                    line("GET /cases/{id}/evidence/new", coordinator, id).notBy(hale, sam),
                    line("POST /cases/{id}/evidence", coordinator, id)
                            .with("kind", "PAPER")
                            .with("title", "A letter")
                            .with("place", "In the safe")
                            .with("captured", now)
                            .notBy(hale, sam),
                    line("GET /cases/{id}/evidence/{piece}", coordinator, id, shown)
                            .notBy(hale, sam),
                    line("GET /cases/{id}/evidence/{piece}/cover", coordinator, id, shown)
                            .notBy(hale, sam),
                    line("POST /cases/{id}/evidence/{piece}/open", coordinator, id, shown)
                            .notBy(hale, sam),
                    line("POST /cases/{id}/evidence/{piece}/handed", coordinator, id, shown)
                            .with("to", "PC 1234")
                            .with("at", now)
                            .notBy(hale, sam),
                    line("POST /cases/{id}/evidence/{piece}/destruction", lead, id, shown)
                            .with("reason", "It is of another child")
                            .notBy(coordinator, hale, sam),
                    line("POST /cases/{id}/evidence/{piece}/destroyed", coordinator, id, asked)
                            .notBy(hale, sam));
        }

        private SanctionId sanctioned(Actor.Somebody coordinator, Actor.Somebody pupil) {
            var id = opened(coordinator, "misuse-seen");
            var at = clock.instant().toString();
            cases.addPerson(coordinator, id, pupil.person(), OnCase.Part.INSTIGATOR);
            cases.answer(
                    coordinator,
                    id,
                    1,
                    "what",
                    Map.of("account", "twhitlock", "at", at, "place", "in school", "evidence", "A game"),
                    null);
            cases.answer(coordinator, id, 1, "told", Map.of("at", at, "how", "in person"), null);
            cases.answer(coordinator, id, 1, "who", Map.of("answer", "pupil"), null);
            cases.answer(coordinator, id, 1, "pupil-rule", Map.of("answer", "behaviour"), null);
            cases.answer(
                    coordinator,
                    id,
                    1,
                    "sanction",
                    Map.of(
                            "rung",
                            "access off",
                            "until",
                            roster.today().plusDays(2).toString()),
                    pupil.person());
            return sanctions.all(coordinator).ahead().stream()
                    .map(one -> one.sanction())
                    .filter(one -> one.person().equals(pupil.person()))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        private void sanctions(
                Actor.Somebody head,
                Actor.Somebody coordinator,
                Actor.Somebody lead,
                Actor.Somebody hale,
                Actor.Somebody reed,
                Actor.Somebody tom,
                Actor.Somebody ben,
                Actor.Somebody dan,
                Actor.Somebody anil) {
            var toms = sanctioned(coordinator, tom);
            var bens = sanctioned(coordinator, ben);
            sanctions.write(head, bens, "");
            var letter = sanctions.one(head, bens).letters().getFirst().id();
            talks.arrange(head, bens, reed.person(), clock.instant(), "Library");
            var talk = talks.beside(head, bens).open();
            add(
                    line("GET /sanctions/{id}", head, toms).notBy(reed),
                    line("POST /sanctions/{id}/held-back", lead, sanctioned(coordinator, tom))
                            .with("reason", "a risk at home"),
                    line("POST /sanctions/{id}/talks", head, toms)
                            .with("with", head.person().toString())
                            .with("at", Dates.isoMoment(clock.instant()))
                            .with("place", "Office")
                            .notBy(reed),
                    line(
                                    "POST /sanctions/{id}/talks/{talk}/outcome",
                                    reed,
                                    bens,
                                    Objects.requireNonNull(talk).id())
                            .with("came", "HELD")
                            .with("words", "He will ask first")
                            .notBy(hale),
                    line("POST /sanctions/{id}/letters", head, toms).notBy(reed),
                    line("GET /sanction-letters/{id}", anil, letter).notBy(dan),
                    line("POST /sanction-letters/{id}/read", anil, letter).notBy(dan));
        }

        private Permission asked(Actor.Somebody hale, ClassId robins, String site) {
            var wish = new SiteAsking.Wish(
                    List.of(site),
                    robins.toString(),
                    clock.instant().plus(Duration.ofDays(3)),
                    "for the Romans",
                    true,
                    "");
            return ((Asking.Asked) siteAsking.forReaders(hale, wish)).permission();
        }

        private void filtering(
                Actor.Somebody coordinator,
                Actor.Somebody senior,
                Actor.Somebody hale,
                Actor.Somebody reed,
                ClassId robins) {
            var decided = asked(hale, robins, "forum.example");
            var withdrawn = asked(hale, robins, "temple.example");
            var open = asked(hale, robins, "villa.example");
            permissions.grant(
                    coordinator,
                    open.id(),
                    new Giving(
                            open.request().things(),
                            clock.instant().plus(Duration.ofDays(2)),
                            "good for the Romans",
                            null));
            var rule = (SchoolRules.Making.Made) rules.make(
                    coordinator,
                    new SchoolRules.Wish(
                            "arena.example", SchoolRule.Effect.BLOCK, Set.of(), null, "too many fights", false));
            var number = rule.rule().number();
            var closed = (SchoolRules.Making.Made) rules.make(
                    coordinator,
                    new SchoolRules.Wish(
                            "pit.example", SchoolRule.Effect.BLOCK, Set.of(), null, "too many bears", false));
            var found = (SiteReports.Reporting.Reported)
                    siteReports.report(hale, new SiteReports.Finding("http://gore.example/", "a fight", "tablet 4"));
            add(
                    line("GET /requests/{id}", hale, withdrawn.id()).notBy(reed),
                    line("POST /requests/{id}/withdrawal", hale, withdrawn.id()).notBy(reed, coordinator),
                    line("POST /requests/{id}/decision", coordinator, decided.id())
                            .with("decision", "refuse")
                            .with("reason", "not for this age")
                            .notBy(reed),
                    line("POST /requests/{id}/review", coordinator, open.id()).notBy(hale, reed),
                    line("GET /requests/{id}/ticket", coordinator, open.id()).notBy(hale, reed),
                    line("POST /requests/{id}/ticket", coordinator, open.id())
                            .with("ticket", "HD-2")
                            .notBy(hale, reed),
                    line("POST /requests/{id}/closing", hale, open.id())
                            .with("reason", "the lesson is over")
                            .notBy(reed),
                    line("GET /filter/sites/{number}", senior, number).notBy(hale),
                    line("GET /filter/sites/{number}/change", coordinator, number)
                            .notBy(hale, senior),
                    line("POST /filter/sites/{number}", coordinator, number)
                            .with("site", "arena.example")
                            .with("effect", "ASK")
                            .with("readers", "everybody")
                            .with("reason", "for history, when asked")
                            .notBy(hale, senior),
                    line(
                                    "POST /filter/sites/{number}/end",
                                    coordinator,
                                    closed.rule().number())
                            .with("reason", "it is gone")
                            .notBy(hale, senior),
                    line(
                                    "GET /filter/test/{id}",
                                    coordinator,
                                    filterTests.run(coordinator).id())
                            .notBy(hale, senior),
                    line("GET /site-reports/{id}", senior, found.report().id()).notBy(hale),
                    line(
                                    "POST /site-reports/{id}/decision",
                                    coordinator,
                                    found.report().id())
                            .with("decision", "confirm")
                            .with("reason", "it shows blood")
                            .notBy(hale, senior),
                    line(
                                    "POST /site-reports/{id}/answer",
                                    coordinator,
                                    found.report().id())
                            .with("answer", "closed for all")
                            .with("reference", "HD-1")
                            .notBy(hale, senior));
        }

        private void gateways(Actor.Somebody sam, Actor.Somebody hale, Actor.Somebody reed, Actor.Somebody tom) {
            var gateway = ((Gateways.Registration.Done) gateways.register(sam, "Library", null)).id();
            var place = ((Places.Noting.Done) places.note(sam, "Hall", "10.1.2.0/24", "ks1", true))
                    .place()
                    .id();
            var token = ((ProxyTokens.Issue.Done) tokens.issue(hale, tom.person(), "tablet 4")).id();
            add(
                    line("GET /gateways/{id}", sam, gateway).notBy(hale),
                    line("POST /gateways/{id}", sam, gateway)
                            .with("name", "Hall")
                            .notBy(hale),
                    line("POST /gateways/{id}/token", sam, gateway).notBy(hale),
                    line("POST /gateways/{id}/revoke", sam, gateway).notBy(hale),
                    line("POST /places/{id}/remove", sam, place).notBy(hale),
                    line("GET /device-tokens/{person}", hale, tom.person()).notBy(reed),
                    line("POST /device-tokens/{person}", hale, tom.person())
                            .with("device", "tablet 5")
                            .notBy(reed),
                    line("POST /device-tokens/{person}/{token}/revoke", hale, tom.person(), token)
                            .notBy(reed));
        }

        private void imports(Actor.Somebody kim) {
            var bytes = "Surname,Forename,Year\nNair,Priya,6\n".getBytes(StandardCharsets.UTF_8);
            var table = ((Outcome.Taken) imports.send(kim, "pupils.csv", bytes, roster.today())).id();
            var other = ((Outcome.Taken) imports.send(kim, "pupils.csv", bytes, roster.today())).id();
            add(
                    line("GET /roster/imports/{id}", kim, table),
                    line("POST /roster/imports/{id}/mapping", kim, table)
                            .with("listed", "PUPILS")
                            .with("column", "FAMILY_NAME,GIVEN_NAME,YEAR_GROUP"),
                    line("POST /roster/imports/{id}/school", kim, other).with("school", "1"),
                    line("POST /roster/imports/{id}/application", kim, table).with("fingerprint", "none"),
                    line("POST /roster/imports/{id}/put-away", kim, other));
        }

        private void signin(
                Actor.Somebody head,
                Actor.Somebody hale,
                Actor.Somebody reed,
                ClassId robins,
                Actor.Somebody tom,
                Actor.Somebody ava,
                Actor.Somebody ben) {
            accounts.open(head, ben.person(), "ben.w");
            accounts.reset(head, ben.person());
            accounts.choose(ben, PASSWORD, null);
            for (int device = 0; device < 3; device++) {
                signIn("ben.w");
            }
            var recent = sessions.recent(head, ben.person());
            var sign = sessions.sharedUse(head).getFirst().id();
            add(
                    line(
                                    "POST /my-account/sessions/{id}/end",
                                    ben,
                                    recent.get(0).id())
                            .notBy(ava, hale),
                    line("GET /accounts/{person}", reed, ben.person()).notBy(hale),
                    line(
                                    "POST /accounts/{person}/sessions/{id}/end",
                                    reed,
                                    ben.person(),
                                    recent.get(1).id())
                            .notBy(hale),
                    line("POST /accounts/{person}/reset", reed, ben.person()).notBy(hale),
                    line("POST /shared-use/{id}/looked-at", head, sign)
                            .with("outcome", "one child, two tablets")
                            .notBy(hale),
                    line("POST /class-cards/{id}", hale, robins).notBy(reed),
                    line("GET /class-cards/{id}", hale, robins).notBy(reed),
                    line("GET /class-cards/{id}/sheet", hale, robins).notBy(reed),
                    line("POST /class-cards/{id}/{child}/secret", hale, robins, tom.person())
                            .notBy(reed),
                    line("POST /class-cards/{id}/{child}/tries", hale, robins, tom.person())
                            .notBy(reed));
        }

        private void signIn(String name) {
            try {
                mvc.perform(MockMvcRequestBuilders.post("/sign-in")
                        .param("school", school.school().toString())
                        .param("name", name)
                        .param("password", PASSWORD)
                        .with(SecurityMockMvcRequestPostProcessors.csrf()));
            } catch (Exception e) {
                throw new IllegalStateException("nobody could sign in as " + name, e);
            }
        }
    }
}
