package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
class GatewayPagesTest {
    private static final Pattern GATEWAY_TOKEN = Pattern.compile("sgg-[a-z2-7]{52}");
    private static final Pattern DEVICE_TOKEN = Pattern.compile("<code class=\"mono\">([a-z2-7]{26})</code>");

    private final Cast cast;
    private final People people;
    private final Roster roster;
    private final Greenfield school;
    private final Classroom kingfishers;
    private final Gateways gateways;
    private final MockMvcTester mvc;

    GatewayPagesTest(Cast cast, People people, Roster roster, Gateways gateways, MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.roster = roster;
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.gateways = gateways;
        this.mvc = mvc;
    }

    private MvcTestResult get(Actor actor, String path) {
        return mvc.get().uri(path).with(Cast.as(actor)).exchange();
    }

    private MvcTestResult post(Actor actor, String path, String... fields) {
        var request = mvc.post().uri(path).with(Cast.as(actor));
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getMvcResult().getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Gateway only() {
        return Tenants.within(school.school(), () -> gateways.all(school.technician()))
                .getFirst();
    }

    @Test
    void theTechnicianRegistersOneAndSeesItsTokenOnce() {
        var answer = post(school.technician(), "/gateways", "name", "Server room", "address", "http://10.0.0.2:3128/");

        assertThat(answer).hasStatusOk();
        assertThat(text(answer)).containsPattern(GATEWAY_TOKEN);
        assertThat(answer.getMvcResult().getResponse().getHeader("Cache-Control"))
                .contains("no-store");
        assertThat(only().address()).isEqualTo("http://10.0.0.2:3128");
        assertThat(text(get(school.technician(), "/gateways/" + only().id())))
                .contains("Server room", "It has never called. Start it with its token.")
                .doesNotContainPattern(GATEWAY_TOKEN);
        assertThat(text(get(school.technician(), "/gateways"))).contains("Server room", "All gateways are well");
    }

    @Test
    void whatIsWrongIsSaidAboveAndBesideTheField() {
        var answer = post(school.technician(), "/gateways", "name", " ", "address", "file:///etc/passwd");

        assertThat(answer).hasStatus(422);
        assertThat(text(answer))
                .contains("<title>Error: ")
                .contains("<a href=\"#name\">Write what people at the school call it.</a>")
                .contains(
                        "<a href=\"#address\">Write an address like http://10.0.0.2:3128, without a page after it.</a>");
    }

    @Test
    void twoGatewaysInUseHaveTwoNames() {
        post(school.technician(), "/gateways", "name", "Hall");

        assertThat(post(school.technician(), "/gateways", "name", "hall")).hasStatus(422);

        post(school.technician(), "/gateways/" + only().id() + "/revoke");
        assertThat(post(school.technician(), "/gateways", "name", "Hall")).hasStatusOk();
    }

    @Test
    void aNewTokenIsShownAndARevokedGatewayHasNoButtons() {
        post(school.technician(), "/gateways", "name", "Hall");
        var path = "/gateways/" + only().id();

        assertThat(text(post(school.technician(), path + "/token"))).containsPattern(GATEWAY_TOKEN);
        assertThat(post(school.technician(), path, "name", "Great hall", "address", ""))
                .hasStatus3xxRedirection();
        assertThat(only().name()).isEqualTo("Great hall");
        assertThat(post(school.technician(), path + "/revoke")).hasStatus3xxRedirection();
        assertThat(text(get(school.technician(), path))).doesNotContain("<button class=\"btn btn--danger");
        assertThat(text(post(school.technician(), path + "/token"))).doesNotContainPattern(GATEWAY_TOKEN);
    }

    @Test
    void theHeadSeesHowTheyAreAndCannotTouchThem() {
        post(school.technician(), "/gateways", "name", "Hall");

        assertThat(text(get(school.head(), "/gateways/" + only().id()))).doesNotContain("/revoke");
        assertThat(post(school.head(), "/gateways/" + only().id() + "/revoke")).hasStatus(403);
        assertThat(get(school.teacher(), "/gateways")).hasStatus(403);
    }

    @Test
    void anotherSchoolsGatewayIsNotThere() {
        post(school.technician(), "/gateways", "name", "Hall");
        var theirs = cast.greenfield();

        assertThat(get(theirs.technician(), "/gateways/" + only().id())).hasStatus(404);
        assertThat(post(theirs.technician(), "/gateways/" + only().id() + "/revoke"))
                .hasStatus(404);
        assertThat(only().revokedAt()).isNull();
    }

    @Test
    void healthIsReadByPrograms() {
        post(school.technician(), "/gateways", "name", "Hall");

        assertThat(text(get(school.technician(), "/api/v1/gateways")))
                .contains("\"name\":\"Hall\"", "\"state\":\"new\"", "\"eventsWaiting\":0");
    }

    @Test
    void aPlaceIsNotedAndRemoved() {
        assertThat(text(get(school.technician(), "/places"))).contains("No place is noted");

        assertThat(post(
                        school.technician(),
                        "/places",
                        "name",
                        "Year 1 tablets",
                        "range",
                        "10.1.0.7/16",
                        "profile",
                        "ks1",
                        "shared",
                        "true"))
                .hasStatus3xxRedirection();

        var page = text(get(school.technician(), "/places"));
        assertThat(page)
                .contains("One place is noted", "Year 1 tablets", "10.1.0.0/16", "shared: an address is nobody");
        var remove = Pattern.compile("/places/[0-9a-f-]{36}/remove").matcher(page);
        assertThat(remove.find()).isTrue();
        assertThat(post(school.technician(), remove.group())).hasStatus3xxRedirection();
        assertThat(text(get(school.technician(), "/places"))).contains("No place is noted");
    }

    /** A gateway says where its proxy is found. */
    private void says(String token, String ports) {
        assertThat(mvc.get()
                        .uri(Feed.POLICY)
                        .header("Authorization", "Bearer " + token)
                        .header(Feed.PORTS, ports))
                .hasStatusOk();
    }

    private String tokenOf(String name) {
        var page = text(post(school.technician(), "/gateways", "name", name));
        var token = GATEWAY_TOKEN.matcher(page);
        assertThat(token.find()).isTrue();
        return token.group();
    }

    @Test
    void aPortThatNoGatewayHasOpenIsSaid() {
        var hall = tokenOf("Hall");
        post(school.technician(), "/places", "name", "Tablets", "port", "3130", "profile", "ks1");
        assertThat(text(get(school.technician(), "/places")))
                .contains("port 3130", "By itself it closes more and opens nothing", "No gateway has port 3130 open");

        says(hall, "3128,3130");
        assertThat(text(get(school.technician(), "/places")))
                .doesNotContain("No gateway has port 3130 open")
                .contains("Your gateways have open: 3128, 3130.");
        assertThat(text(get(school.technician(), "/gateways/" + only().id()))).contains("3128, 3130");

        var annexe = tokenOf("Annexe");
        says(annexe, "3128");
        assertThat(text(get(school.technician(), "/places"))).contains("Not open at Annexe");
        says(annexe, "3128; drop table gateway");
        says(annexe, "3128,3129,3130");
        assertThat(text(get(school.technician(), "/places"))).doesNotContain("Not open at");
    }

    @Test
    void aPlaceWithAddressesAndAPortWantsTheTechniciansWord() {
        var fields = new String[] {
            "name", "Annexe", "range", "10.9.0.1", "port", "3130", "profile", "staff", "guarded", "true"
        };
        var unguarded = post(school.technician(), "/places", Arrays.copyOf(fields, 8));
        assertThat(unguarded).hasStatus(422);
        assertThat(text(unguarded))
                .contains("<a href=\"#guarded\">Say that the network keeps other devices from this port", "10.9.0.1");

        assertThat(post(school.technician(), "/places", fields)).hasStatus3xxRedirection();

        assertThat(text(get(school.technician(), "/places")))
                .contains("10.9.0.1/32", "port 3130", "Your network has to keep others from it.");
        assertThat(text(post(school.technician(), "/places", fields)))
                .contains("10.9.0.1/32 by port 3130 is noted already.");
        assertThat(text(post(school.technician(), "/places", "name", "T", "port", "3130", "profile", "ks1")))
                .contains("<a href=\"#port\">Annexe has this port.");
        for (var port : List.of("0", "65536", "-1", "3130.0", "port", "99999999999")) {
            assertThat(text(post(school.technician(), "/places", "name", "T", "port", port, "profile", "ks1")))
                    .contains("<a href=\"#port\">Write a port, a number from 1 to 65535.</a>");
        }
        assertThat(text(post(school.technician(), "/places", "name", "T", "profile", "ks1")))
                .contains("<a href=\"#range\">Write a range of addresses, a port, or both.</a>");
    }

    @Test
    void theHeadSeesPlacesByPortAndNotesNone() {
        post(school.technician(), "/places", "name", "Tablets", "port", "3130", "profile", "ks1");

        assertThat(text(get(school.head(), "/places"))).contains("port 3130").doesNotContain("name=\"port\"");
        assertThat(post(school.head(), "/places", "name", "Mine", "port", "3131", "profile", "staff"))
                .hasStatus(403);
        assertThat(post(school.teacher(), "/places", "name", "Mine", "port", "3131", "profile", "staff"))
                .hasStatus(403);
        assertThat(get(school.teacher(), "/places")).hasStatus(403);
    }

    @Test
    void aPlaceNeedsANameARangeAndAProfileThatThereIs() {
        var answer = post(school.technician(), "/places", "name", "", "range", "10.1/16", "profile", "everything");

        assertThat(answer).hasStatus(422);
        assertThat(text(answer)).contains("href=\"#name\"", "href=\"#profile\"");
        assertThat(text(post(school.technician(), "/places", "name", "Hall", "range", "10.1/16", "profile", "ks1")))
                .contains("href=\"#range\"");
    }

    @Test
    void aTeacherGivesAPupilADeviceTokenAndTakesItAway() {
        var teacher = kingfishers.teacher();
        var path = "/device-tokens/" + kingfishers.pupil(0).person();
        assertThat(text(get(teacher, "/device-tokens"))).contains("Priya Nair", "Tom Ellis");

        var answer = post(teacher, path, "device", "Chromebook 12");

        assertThat(answer).hasStatusOk();
        assertThat(text(answer)).containsPattern(DEVICE_TOKEN);
        var page = text(get(teacher, path));
        assertThat(page)
                .contains("Priya Nair has one device token", "Chromebook 12")
                .doesNotContainPattern(DEVICE_TOKEN);
        var revoke =
                Pattern.compile(Pattern.quote(path) + "/[0-9a-f-]{36}/revoke").matcher(page);
        assertThat(revoke.find()).isTrue();
        assertThat(post(teacher, revoke.group())).hasStatus3xxRedirection();
        assertThat(text(get(teacher, path))).contains("Priya Nair has no device token", "taken away");
    }

    @Test
    void aParentOfTheSameNameIsNotTakenForThePupil() {
        var mother = Tenants.within(
                school.school(),
                () -> people.join(
                        new Actor.Schoolgate(school.school(), "The office"),
                        NewPerson.called("Priya", "Nair"),
                        Role.PARENT,
                        roster.today()));

        assertThat(text(get(school.technician(), "/device-tokens?q=priya nair")))
                .contains("/device-tokens/" + kingfishers.pupil(0).person(), "<p>Kingfishers</p>")
                .doesNotContain("/device-tokens/" + mother);
        var answer = post(school.technician(), "/device-tokens/" + mother, "device", "Chromebook 12");
        assertThat(answer).hasStatus(422);
        assertThat(text(answer)).contains("Priya Nair does not go online at the school");
    }

    @Test
    void theTechnicianFindsAnybody() {
        assertThat(text(get(school.technician(), "/device-tokens?q=Hale"))).contains("Mr Hale");
        assertThat(text(get(school.technician(), "/device-tokens"))).contains("Nobody has one");
        assertThat(post(
                        school.technician(),
                        "/device-tokens/" + kingfishers.pupil(0).person(),
                        "device",
                        ""))
                .hasStatus(422);
    }
}
