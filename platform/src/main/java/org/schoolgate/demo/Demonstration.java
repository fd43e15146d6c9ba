package org.schoolgate.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.schoolgate.demo.CastList.Player;
import org.schoolgate.filtering.FilterTests;
import org.schoolgate.gateways.ProxyTokens;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.trusts.Trusts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Starts the demonstration: invents the trust where the folder is empty, opens the gateways, and says how to get in. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class Demonstration implements ApplicationRunner {
    private static final String NONE = "-";

    /** So many gateways have the ports from the proxy's on; the next is a place's. */
    private static final int SCHOOLS = 2;

    private final Founding founding;
    private final Schools schools;
    private final SeptemberRound round;
    private final OrdinaryDay day;
    private final Waiting waiting;
    private final WhatWentWrong wentWrong;
    private final SinceSeptember earlier;
    private final FilterSaw filterSaw;
    private final LadderOfTheSchool ladder;
    private final OwnProcedures procedures;
    private final Roster roster;
    private final SampleRules rules;
    private final SamplePlaces places;
    private final SignInCards cards;
    private final CastList cast;
    private final DemoGateways gateways;
    private final ProxyTokens tokens;
    private final FilterTests tests;
    private final Trusts trusts;
    private final Training training;
    private final boolean trains;
    private final int port;
    private final int proxyPort;
    private final PrintStream out = System.out;

    Demonstration(
            Founding founding,
            Schools schools,
            SeptemberRound round,
            OrdinaryDay day,
            Waiting waiting,
            WhatWentWrong wentWrong,
            SinceSeptember earlier,
            FilterSaw filterSaw,
            LadderOfTheSchool ladder,
            OwnProcedures procedures,
            Roster roster,
            SampleRules rules,
            SamplePlaces places,
            SignInCards cards,
            CastList cast,
            DemoGateways gateways,
            ProxyTokens tokens,
            FilterTests tests,
            Trusts trusts,
            Training training,
            @Value("${schoolgate.training:false}") boolean trains,
            @Value("${server.port}") int port,
            @Value("${schoolgate.proxy-port}") int proxyPort) {
        this.founding = founding;
        this.schools = schools;
        this.round = round;
        this.day = day;
        this.waiting = waiting;
        this.wentWrong = wentWrong;
        this.earlier = earlier;
        this.filterSaw = filterSaw;
        this.ladder = ladder;
        this.procedures = procedures;
        this.roster = roster;
        this.rules = rules;
        this.places = places;
        this.cards = cards;
        this.cast = cast;
        this.gateways = gateways;
        this.tokens = tokens;
        this.tests = tests;
        this.trusts = trusts;
        this.training = training;
        this.trains = trains;
        this.port = port;
        this.proxyPort = proxyPort;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
        if (trains) {
            training.hold();
        } else {
            hold();
        }
    }

    private void hold() {
        boolean fresh = schools.all().isEmpty();
        if (fresh) {
            out.println("Inventing a trust of two schools with 660 pupils. This is done once.");
            invent();
        }
        var web = SampleWeb.open();
        int proxy = proxyPort;
        for (var school : schools.all().reversed()) {
            gateways.open(school.id(), port, proxy++, web);
        }
        gateways.awaitPolicies();
        if (fresh) {
            gateways.awaitReports();
            tellTheTrust();
        }
        welcome();
    }

    private void invent() {
        var trust = founding.trust(TwoSchools.TRUST);
        var greenfield = TwoSchools.greenfield(founding, trust);
        var brookLane = TwoSchools.brookLane(founding, trust);
        var meanwhile = CompletableFuture.runAsync(() -> round.hold(brookLane, 64, Set.of()));
        earlier.at(greenfield, "Miss Farrow", "Ms Okafor");
        round.hold(greenfield, 82, Set.of("Tom Ellis", "Joe Marsh"));
        meanwhile.join();
        day.readTogether(greenfield, "Robins", "Miss Adeyemi", "Tom Ellis");
        day.at(greenfield, "Kingfishers", "Mr Hale");
        round.leaveOpen(brookLane, "Mrs Field");
        waiting.at(greenfield, "Mrs Begum", "Swifts", 4);
        ladder.at(greenfield, "Mrs Lindqvist", "Ms Okafor", "Miss Farrow");
        waiting.beingWritten(greenfield, "Mr Hale");
        waiting.heard(greenfield, "Ms Okafor", "Swifts", 7);
        wentWrong.at(greenfield, "Miss Farrow", "Ms Okafor", "Herons");
        earlier.talk(greenfield, "Miss Farrow", "Mr Hale", "Kingfishers");
        procedures.write(greenfield, "Miss Farrow", "Mrs Lindqvist");
        for (var school : List.of(greenfield, brookLane)) {
            gateways.register(school.school());
        }
        filterSaw.at(greenfield, "Ms Okafor", "Herons");
        rules.write(greenfield, "Miss Farrow");
        places.note(greenfield, "Mr Price", proxyPort + SCHOOLS);
        var players = new ArrayList<Player>();
        players.add(staff(greenfield, "Mrs Lindqvist", "Head teacher", false));
        players.add(staff(greenfield, "Ms Okafor", "Designated safeguarding lead", false));
        players.add(staff(greenfield, "Mrs Begum", "Deputy safeguarding lead", false));
        players.add(staff(greenfield, "Miss Farrow", "Online safety co-ordinator", false));
        players.add(staff(greenfield, "Mr Hale", "Teacher of Kingfishers, Year 6", true));
        players.add(staff(greenfield, "Miss Adeyemi", "Teacher of Robins, Year 1", false));
        players.add(staff(greenfield, "Mr Katz", "Teaching assistant", false));
        players.add(staff(greenfield, "Mrs Underwood", "School office", true));
        players.add(staff(greenfield, "Mr Price", "Technician", false));
        players.add(staff(greenfield, "Mr Lowe", "Governor", false));
        players.add(pupil(greenfield, "Priya Nair", "Pupil in Kingfishers, Year 6"));
        players.add(pupil(greenfield, "Joe Marsh", "Pupil in Kingfishers, not signed yet"));
        players.add(pupil(greenfield, "Tom Ellis", "Pupil in Robins, Year 1"));
        players.add(staff(brookLane, "Mr Pryce", "Head teacher", false));
        players.add(trustOfficer(greenfield, "Mrs Abbott"));
        cast.keep(players);
    }

    /** Each filter's first self-test, and what each school first tells its trust; the next are the clockwork's. */
    private void tellTheTrust() {
        for (var school : schools.all()) {
            Tenants.within(school.id(), () -> {
                tests.run(new Actor.Schoolgate(school.id(), "Schoolgate"));
                trusts.tell(school.id());
            });
        }
    }

    /** Whoever acts for the trust is on the roll of one of its schools. */
    private Player trustOfficer(DemoSchool school, String shown) {
        var player = staff(school, shown, "Trust officer", false);
        return new Player(
                player.school(),
                player.person(),
                player.name(),
                "Trust officer, " + TwoSchools.TRUST,
                player.signInName(),
                player.password(),
                player.token());
    }

    private Player staff(DemoSchool school, String shown, String line, boolean browses) {
        var person = school.staff(shown);
        var email = Tenants.within(school.school(), () -> roster.person(school.school(), person))
                .map(Person::email)
                .orElseThrow();
        return player(school, person, shown, line, cards.open(school.school(), person, email), browses);
    }

    /** An older child types a name and a password; a young one comes by the class's card and a picture. */
    private Player pupil(DemoSchool school, String name, String line) {
        var child = school.child(name);
        var card = Phase.ofYear(child.yearGroup()) == Phase.KS2
                ? cards.open(school.school(), child.id(), "")
                : new SignInCards.Card(NONE, NONE);
        return player(school, child.id(), name, line, card, true);
    }

    private Player player(
            DemoSchool school, PersonId person, String name, String line, SignInCards.Card card, boolean browses) {
        return new Player(
                school.school(),
                person,
                name,
                line + ", " + school.name(),
                card.name(),
                card.password(),
                browses ? token(school.school(), person) : NONE);
    }

    private String token(SchoolId school, PersonId person) {
        var issued = Tenants.within(
                school, () -> tokens.issue(new Actor.Schoolgate(school, "the demonstration"), person, "Demonstration"));
        return switch (issued) {
            case ProxyTokens.Issue.Done(var _, var token) -> token;
            case ProxyTokens.Issue.NotHere(), ProxyTokens.Issue.NoReader(), ProxyTokens.Issue.NoDevice() ->
                throw new IllegalStateException("no token for " + person);
        };
    }

    private void welcome() {
        var players = cast.players();
        out.printf("%nIn the browser: http://127.0.0.1:%d/  Everybody here is invented. Sign in as%n%n", port);
        players.stream()
                .filter(Player::signsIn)
                .forEach(player -> out.printf(
                        "  %-62s  %-34s  %s%n",
                        player.name() + ", " + player.line(), player.signInName(), player.password()));
        out.printf(
                "%nE-mails that would have been sent: http://127.0.0.1:%d/outbox%n"
                        + "Telephones that would ring: http://127.0.0.1:%d/pretend-telephone%n%n"
                        + "The filter, as several people:%n%n",
                port, port);
        players.stream()
                .filter(Player::browses)
                .forEach(player -> out.printf(
                        "  curl -x http://%s@127.0.0.1:%d http://casino.example/   # %s, %s%n",
                        player.token(), proxyPort, player.name(), player.line()));
        out.println();
        out.println("Schoolgate is ready");
    }
}
