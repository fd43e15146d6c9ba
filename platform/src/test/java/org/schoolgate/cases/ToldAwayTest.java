package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.schoolgate.ui.Sealing;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** What devices send of what was told while the network was away, also from devices that mean no good. */
@PageTest
class ToldAwayTest {
    private static final Instant MORNING = Instant.parse("2026-11-19T09:00:00Z");
    private static final Base64.Encoder WRITE = Base64.getUrlEncoder().withoutPadding();

    private final Cast cast;
    private final ToldAway away;
    private final Reports reports;
    private final MockMvcTester mvc;
    private final JsonMapper json = JsonMapper.builder().build();

    ToldAwayTest(Cast cast, ToldAway away, Reports reports, MockMvcTester mvc) {
        this.cast = cast;
        this.away = away;
        this.reports = reports;
        this.mvc = mvc;
    }

    /** A page that a device got, by the clock of the device. */
    private record Page(Sealing sealing, Instant loaded) {
        Map<String, Object> pressed(int press, Duration later, String words) {
            var said = new LinkedHashMap<String, Object>();
            said.put("ticket", sealing.ticket());
            said.put("press", press);
            said.put("loaded", loaded.toEpochMilli());
            said.put("pressed", loaded.plus(later).toEpochMilli());
            said.put("words", words);
            said.put("teachersToo", false);
            return said;
        }
    }

    private Page page(Actor.Somebody child) {
        return page(child, MORNING);
    }

    private Page page(Actor.Somebody child, Instant deviceClock) {
        return new Page(TestClock.at(MORNING, () -> away.sealing(child)), deviceClock);
    }

    private String sealed(Page page, Map<String, Object> said) {
        return seal(page.sealing(), json.writeValueAsString(said));
    }

    /** What script/tell.js does. */
    private static String seal(Sealing to, String text) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var mine = generator.generateKeyPair();
            var spki = mine.getPublic().getEncoded();
            var sender = Arrays.copyOfRange(spki, spki.length - 65, spki.length);
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(mine.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance("EC")
                            .generatePublic(new X509EncodedKeySpec(
                                    Base64.getUrlDecoder().decode(to.spki()))),
                    true);
            var secret = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(agreement.generateSecret())
                                    .addSalt(sender)
                                    .thenExpand(
                                            ("schoolgate telling " + to.key()).getBytes(StandardCharsets.UTF_8), 32));
            var nonce = new byte[12];
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(128, nonce));
            var box = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return String.join(
                    ".",
                    "1",
                    to.key(),
                    WRITE.encodeToString(sender),
                    WRITE.encodeToString(nonce),
                    WRITE.encodeToString(box));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<ReportId> arrives(Instant at, String sealed) {
        return TestClock.at(at, () -> away.arrive(sealed));
    }

    private static Instant after(Duration time) {
        return MORNING.plus(time);
    }

    @Test
    @Keeps({"INC-1", "INC-2"})
    void itStandsBeforeItsHearersAsToldByTheChildWhenTheChildPressed() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        var envelope = sealed(page, page.pressed(0, Duration.ofMinutes(7), "He took my tablet"));

        arrives(after(Duration.ofHours(5)), envelope);

        school.within(() -> assertThat(reports.waiting(school.lead()))
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.toldBy()).isEqualTo(school.pupil().person());
                    assertThat(report.name()).isEqualTo("Priya");
                    assertThat(report.byChild()).isTrue();
                    assertThat(report.words()).isEqualTo("He took my tablet");
                    assertThat(report.toldAt()).isEqualTo(after(Duration.ofMinutes(7)));
                    assertThat(report.arrival())
                            .isEqualTo(
                                    new Report.Arrival(after(Duration.ofHours(5)), after(Duration.ofMinutes(7)), true));
                }));
    }

    @Test
    void sentAgainAndAgainItIsThereOnce() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        var envelope = sealed(page, page.pressed(0, Duration.ofMinutes(1), "Once"));

        var first = arrives(after(Duration.ofMinutes(2)), envelope);
        var again = arrives(after(Duration.ofDays(3)), envelope);
        var sealedAnew = arrives(
                after(Duration.ofDays(3)), sealed(page, page.pressed(0, Duration.ofMinutes(9), "Something else")));

        assertThat(first).isPresent().isEqualTo(again).isEqualTo(sealedAnew);
        school.within(() -> assertThat(reports.waiting(school.lead()))
                .extracting(Report::words)
                .containsExactly("Once"));
    }

    @Test
    void whatAnOrdinaryFormBroughtAlreadyIsNotThereTwice() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        var sent = mvc.post()
                .uri("/tell")
                .param("words", "Once")
                .param("ticket", page.sealing().ticket())
                .param("press", "0")
                .with(Cast.as(school.pupil()))
                .exchange();
        assertThat(sent).hasStatus3xxRedirection();

        arrives(Instant.now(), sealed(page, page.pressed(0, Duration.ofMinutes(1), "Once")));

        school.within(() -> assertThat(reports.waiting(school.lead())).hasSize(1));
    }

    @Test
    void twoThingsToldFromOnePageAreTwo() {
        var school = cast.greenfield();
        var page = page(school.pupil());

        arrives(after(Duration.ofHours(1)), sealed(page, page.pressed(0, Duration.ofMinutes(1), "First")));
        arrives(after(Duration.ofHours(1)), sealed(page, page.pressed(1, Duration.ofMinutes(4), "Then")));

        school.within(() -> assertThat(reports.waiting(school.lead()))
                .extracting(Report::words)
                .containsExactly("First", "Then"));
    }

    @Test
    void twoChildrenAtTwoTabletsAreEachThemselvesInWhateverOrderTheirsArrives() {
        var school = cast.greenfield();
        var other = new Actor.Somebody(school.school(), PersonId.random(), "Tom", Set.of(Role.PUPIL), Phase.KS1);
        var priyas = page(school.pupil());
        var toms = page(other);

        arrives(after(Duration.ofHours(2)), sealed(toms, toms.pressed(0, Duration.ofMinutes(3), "")));
        arrives(after(Duration.ofHours(1)), sealed(priyas, priyas.pressed(0, Duration.ofMinutes(1), "")));

        school.within(() -> {
            assertThat(reports.waiting(school.lead())).extracting(Report::name).containsExactly("Priya", "Tom");
            var toldByTom = reports.waiting(school.lead()).getLast().id();
            assertThat(reports.own(other, toldByTom).toldBy()).isEqualTo(other.person());
            assertThatThrownBy(() -> reports.own(school.pupil(), toldByTom)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    void aByteThatWasChangedAnywhereMakesItNoReport() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        var envelope = sealed(page, page.pressed(0, Duration.ofMinutes(1), "Tom did it"));
        var parts = envelope.split("\\.");

        for (int part = 2; part < parts.length; part++) {
            var bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 20)) {
                var changed = bytes.clone();
                changed[at] ^= 1;
                var copy = parts.clone();
                copy[part] = WRITE.encodeToString(changed);
                assertThat(arrives(after(Duration.ofHours(1)), String.join(".", copy)))
                        .as("byte %d of part %d", at, part)
                        .isEmpty();
            }
        }
        for (var nonsense : List.of("", "1", "1.2026-11...", "....", "2" + envelope.substring(1), "x".repeat(10_000))) {
            assertThat(arrives(after(Duration.ofHours(1)), nonsense)).isEmpty();
        }
        school.within(() -> assertThat(reports.waiting(school.lead())).isEmpty());
    }

    @Test
    void nobodyMakesATicketOrChangesWhoseItIs() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        var bytes = Base64.getUrlDecoder().decode(page.sealing().ticket());
        for (int at = 0; at < bytes.length; at++) {
            var changed = bytes.clone();
            changed[at] ^= 1;
            var said = page.pressed(0, Duration.ofMinutes(1), "Forged");
            said.put("ticket", WRITE.encodeToString(changed));
            assertThat(arrives(after(Duration.ofHours(1)), sealed(page, said))).isEmpty();
        }
        for (var made : List.of(
                "",
                "x",
                WRITE.encodeToString(new byte[200]),
                school.pupil().person().toString())) {
            var said = page.pressed(0, Duration.ofMinutes(1), "Forged");
            said.put("ticket", made);
            assertThat(arrives(after(Duration.ofHours(1)), sealed(page, said))).isEmpty();
        }
        school.within(() -> assertThat(reports.waiting(school.lead())).isEmpty());
    }

    @Test
    void theTicketOfOneChildInTheFormOfAnotherCountsForNothing() {
        var school = cast.greenfield();
        var tom = new Actor.Somebody(school.school(), PersonId.random(), "Tom", Set.of(Role.PUPIL), Phase.KS1);
        var toms = page(tom);
        mvc.post()
                .uri("/tell")
                .param("words", "I am Tom")
                .param("ticket", toms.sealing().ticket())
                .with(Cast.as(school.pupil()))
                .exchange();

        school.within(() -> assertThat(reports.waiting(school.lead()))
                .extracting(Report::name)
                .containsExactly("Priya"));
        assertThat(arrives(
                        after(Duration.ofHours(1)), sealed(toms, toms.pressed(0, Duration.ofMinutes(1), "Really Tom"))))
                .isPresent();
        school.within(() -> assertThat(reports.waiting(school.lead()))
                .extracting(Report::name)
                .containsExactlyInAnyOrder("Priya", "Tom"));
    }

    @Test
    void noNameAndNoSchoolCanBeReadFromAPage() {
        var school = cast.greenfield();
        var ticket = new String(
                Base64.getUrlDecoder().decode(page(school.pupil()).sealing().ticket()), StandardCharsets.ISO_8859_1);

        assertThat(ticket)
                .doesNotContain("Priya")
                .doesNotContain(school.pupil().person().toString())
                .doesNotContain(school.school().toString());
    }

    @Test
    @Keeps("DAT-12")
    void itComesToTheSchoolOfItsChildWhoeverSendsIt() {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        var page = page(ours.pupil());
        var envelope = sealed(page, page.pressed(0, Duration.ofMinutes(1), "Ours"));

        theirs.within(() -> assertThat(away.arrive(envelope)).isPresent());

        ours.within(() -> assertThat(reports.waiting(ours.lead())).hasSize(1));
        theirs.within(() -> assertThat(reports.waiting(theirs.lead())).isEmpty());
    }

    @Test
    void aKeyOpensForMoreThanAYearAndThenNoMore() {
        var school = cast.greenfield();
        var page = page(school.pupil());

        assertThat(arrives(
                        after(Duration.ofDays(400)),
                        sealed(page, page.pressed(0, Duration.ofMinutes(1), "From a drawer"))))
                .isPresent();
        assertThat(arrives(
                        after(Duration.ofDays(420)), sealed(page, page.pressed(1, Duration.ofMinutes(1), "Too old"))))
                .isEmpty();
        school.within(() -> assertThat(reports.waiting(school.lead()))
                .extracting(Report::words)
                .containsExactly("From a drawer"));
    }

    @Test
    void whatWasSealedToAKeyThatThisInstallationNeverHadIsRefused() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        var other = new Sealing("2001-01", page.sealing().spki(), page.sealing().ticket());
        var said = json.writeValueAsString(page.pressed(0, Duration.ofMinutes(1), "Whose?"));

        assertThat(arrives(after(Duration.ofHours(1)), seal(other, said))).isEmpty();
        assertThat(arrives(
                        after(Duration.ofHours(1)),
                        seal(new Sealing("../outbox", page.sealing().spki(), ""), said)))
                .isEmpty();
    }

    @Test
    void aClockThatIsYearsOffIsNotedAndTheTimeIsRightAllTheSame() {
        var school = cast.greenfield();
        var page = page(school.pupil(), Instant.parse("2009-01-01T00:00:00Z"));

        arrives(after(Duration.ofHours(1)), sealed(page, page.pressed(0, Duration.ofMinutes(7), "At break")));

        school.within(() -> assertThat(reports.waiting(school.lead()))
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.toldAt()).isEqualTo(after(Duration.ofMinutes(7)));
                    assertThat(report.arrival())
                            .isEqualTo(new Report.Arrival(
                                    after(Duration.ofHours(1)), Instant.parse("2009-01-01T00:07:00Z"), true));
                }));
    }

    @Test
    void aTimeThatCannotBeIsTheTimeOfArrivalAndSaysSo() {
        var school = cast.greenfield();
        var arrival = after(Duration.ofHours(1));
        var page = page(school.pupil());
        var backwards = page.pressed(0, Duration.ofMinutes(-5), "Backwards");
        var tomorrow = page.pressed(1, Duration.ofDays(1), "Tomorrow");
        var never = page.pressed(2, Duration.ofMinutes(1), "Never");
        never.put("pressed", Long.MAX_VALUE);
        var none = page.pressed(3, Duration.ofMinutes(1), "None");
        none.remove("pressed");
        for (var said : List.of(backwards, tomorrow, never, none)) {
            assertThat(arrives(arrival, sealed(page, said))).isPresent();
        }

        school.within(() -> assertThat(reports.waiting(school.lead()))
                .hasSize(4)
                .allSatisfy(report -> {
                    assertThat(report.toldAt()).isEqualTo(arrival);
                    assertThat(Objects.requireNonNull(report.arrival()).timeIsKnown())
                            .isFalse();
                }));
    }

    @Test
    void aDeviceReadsThatItIsKeptWithoutBeingSignedInAndNothingElse() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        var envelope = sealed(page, page.pressed(0, Duration.ofMinutes(1), "He took my tablet"));

        assertThat(mvc.post()
                        .uri("/tell/sealed")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content(envelope))
                .hasStatusOk()
                .hasBodyTextEqualTo("kept");
        assertThat(mvc.post()
                        .uri("/tell/sealed")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content(envelope + "x"))
                .hasStatus(422)
                .hasBodyTextEqualTo("not ours");
        assertThat(mvc.post()
                        .uri("/tell/sealed")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content("1.2026-11." + "A".repeat(300_000)))
                .hasStatus(422);
        school.within(() -> assertThat(reports.waiting(school.lead())).hasSize(1));
    }

    @Test
    void aPressThatIsRepeatedUntilSomethingHappensIsOne() {
        var school = cast.greenfield();
        var page = page(school.pupil());
        for (int press = 0; press < 5; press++) {
            arrives(after(Duration.ofHours(1)), sealed(page, page.pressed(press, Duration.ofSeconds(10L * press), "")));
        }
        school.within(() -> assertThat(reports.waiting(school.lead())).hasSize(1));
    }
}
