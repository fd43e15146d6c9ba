package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.AgreementText.Approval;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.AgreementTexts.Drafting;
import org.schoolgate.agreements.AgreementTexts.Enforcement;
import org.schoolgate.agreements.AgreementTexts.Translation;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Kind;
import org.schoolgate.agreements.wording.Line;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
@Keeps({"AGR-1", "AGR-27"})
class AgreementTextsTest {
    private static final LocalDate FIRST_OF_SEPTEMBER = LocalDate.of(2026, 9, 1);

    private final Cast cast;
    private final AgreementTexts texts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    AgreementTextsTest(Cast cast, AgreementTexts texts, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.cast = cast;
        this.texts = texts;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private void on(LocalDate day, Greenfield school, Runnable work) {
        TestClock.at(day.atTime(9, 0).atZone(AcademicYear.LONDON).toInstant(), () -> school.within(work));
    }

    private AgreementText inForce(Greenfield school, Audience audience) {
        var draft = texts.draft(school.coordinator(), audience, Change.MAJOR);
        assertThat(texts.approve(school.head(), draft.id())).isInstanceOf(Approval.Approved.class);
        return ((Enforcement.Done) texts.putInForce(school.head(), draft.id(), FIRST_OF_SEPTEMBER.plusDays(14))).text();
    }

    @Test
    void aSchoolComposesItsAgreementFromTheLibraryInItsOwnWords() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var draft = texts.draft(school.coordinator(), Audience.KS2, Change.MAJOR);
            var chosen = new HashSet<>(draft.english().chosen());
            chosen.remove("no-phone");
            chosen.add("phone-handed-in");

            texts.reword(
                    school.coordinator(),
                    draft.id(),
                    "Greenfield’s online agreement",
                    "For Years 3 to 6.",
                    Map.of("PUPIL ask-first", "At Greenfield I ask a grown-up first."));
            texts.add(
                    school.coordinator(),
                    draft.id(),
                    draft.english().sections(Part.PUPIL).getFirst().key(),
                    "I put the tablet back on its shelf.");
            var done = (Drafting.Done) texts.choose(school.coordinator(), draft.id(), plus(chosen, "own-1"));

            assertThat(done.text().english())
                    .satisfies(words -> assertThat(words.title()).isEqualTo("Greenfield’s online agreement"))
                    .satisfies(words -> assertThat(words.lines(Part.PUPIL, Kind.RULE))
                            .extracting(Line::rule)
                            .contains("phone-handed-in", "own-1")
                            .doesNotContain("no-phone"))
                    .satisfies(words -> assertThat(words.lines(Part.PUPIL, Kind.RULE))
                            .extracting(Line::words)
                            .contains("At Greenfield I ask a grown-up first.", "I put the tablet back on its shelf."));
            assertThat(texts.find(school.head(), draft.id())).isEqualTo(done.text());
        });
    }

    @Test
    void aRuleOfTheSchoolsOwnThatIsTakenOutGivesItsNameToNoOther() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var draft = texts.draft(school.coordinator(), Audience.KS2, Change.MAJOR);
            var heading = draft.english().sections(Part.PUPIL).getFirst().key();
            texts.add(school.coordinator(), draft.id(), heading, "I put the tablet back.");
            var two = (Drafting.Done) texts.add(school.coordinator(), draft.id(), heading, "I close the lid.");
            var chosen = new HashSet<>(two.text().english().chosen());
            chosen.remove("own-1");
            texts.choose(school.coordinator(), draft.id(), chosen);

            var three = (Drafting.Done) texts.add(school.coordinator(), draft.id(), heading, "I log off.");

            assertThat(three.text().english().chosen())
                    .contains("own-2", "own-3")
                    .doesNotContain("own-1");
        });
    }

    @Test
    void twoAnswersToOneChoiceAndATextWithNothingToSignAreRefused() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var draft = texts.draft(school.coordinator(), Audience.KS2, Change.MAJOR);
            var chosen = draft.english().chosen();

            assertThat(texts.choose(school.coordinator(), draft.id(), plus(chosen, "phone-handed-in")))
                    .isEqualTo(new Drafting.Contradiction(List.of("pupils' phones")));
            assertThat(texts.choose(school.coordinator(), draft.id(), Set.of("ask-first", "pupil-says")))
                    .isEqualTo(new Drafting.NothingToSign());
            assertThat(texts.find(school.head(), draft.id())).isEqualTo(draft);
        });
    }

    @Test
    @Keeps("AGR-26")
    void wordsThatWereApprovedNeverChange() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var text = inForce(school, Audience.STAFF);

            assertThat(texts.reword(school.head(), text.id(), "Other", "", Map.of()))
                    .isEqualTo(new Drafting.NotADraft(text));
            assertThat(texts.rate(school.head(), text.id(), Change.MINOR)).isEqualTo(new Drafting.NotADraft(text));
            assertThatThrownBy(() -> transaction.executeWithoutResult(
                            status -> jdbc.sql("update agreement_wording set language = 'fr' where text_id = ?")
                                    .param(text.id().value())
                                    .update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("were approved and cannot change");
            assertThatThrownBy(() -> transaction.executeWithoutResult(
                            status -> jdbc.sql("delete from agreement_wording where text_id = ?")
                                    .param(text.id().value())
                                    .update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        });
    }

    @Test
    @Keeps("AGR-11")
    void aMajorVersionEndsTheOneBeforeByADate() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> inForce(school, Audience.KS1));
        on(FIRST_OF_SEPTEMBER.plusMonths(2), school, () -> {
            var first = texts.inForce(school.school(), Audience.KS1).orElseThrow();
            var second = texts.draft(school.head(), Audience.KS1, Change.MAJOR);
            texts.approve(school.head(), second.id());

            assertThat(texts.putInForce(school.head(), second.id(), LocalDate.of(2026, 10, 1)))
                    .isEqualTo(new Enforcement.DateInThePast());
            assertThat(texts.putInForce(school.head(), second.id(), LocalDate.of(2026, 11, 14)))
                    .isInstanceOf(Enforcement.Done.class);

            assertThat(texts.find(school.head(), first.id()).state())
                    .isInstanceOfSatisfying(
                            State.Replaced.class,
                            replaced -> assertThat(replaced.signaturesCountUntil())
                                    .isEqualTo(LocalDate.of(2026, 11, 15)
                                            .atStartOfDay(AcademicYear.LONDON)
                                            .toInstant()));
            assertThat(texts.inForce(school.school(), Audience.KS1)
                            .orElseThrow()
                            .number())
                    .hasToString("2");
        });
    }

    @Test
    void aDraftMayTurnOutToBeMinorAndThenKeepsTheMajorNumber() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            inForce(school, Audience.KS1);
            var draft = texts.draft(school.head(), Audience.KS1, Change.MAJOR);
            var rated = (Drafting.Done) texts.rate(school.head(), draft.id(), Change.MINOR);

            assertThat(rated.text().number()).hasToString("1.1");
            assertThat(texts.approve(school.head(), draft.id())).isInstanceOf(Approval.Approved.class);
        });
    }

    @Test
    void oneVersionIsPreparedAtATime() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var draft = texts.draft(school.head(), Audience.PARENT, Change.MAJOR);

            assertThat(texts.draft(school.coordinator(), Audience.PARENT, Change.MINOR))
                    .isEqualTo(draft);
            assertThat(texts.all(school.head())).hasSize(1);
        });
    }

    @Test
    void aSecondLanguageIsAddedOnceTheSchoolApprovedIt() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var draft = texts.draft(school.head(), Audience.PARENT, Change.MAJOR);
            assertThat(texts.translate(school.head(), draft.id(), "pl", "Umowa", "", Map.of()))
                    .isEqualTo(new Translation.ApproveFirst());
            texts.approve(school.head(), draft.id());
            var said = new HashMap<String, String>();
            draft.english().sections().forEach(section -> {
                said.put(section.key(), "pl: " + section.heading());
                section.lines().forEach(line -> said.put(line.key(section.part()), "pl: " + line.words()));
            });

            var done = (Translation.Done) texts.translate(school.head(), draft.id(), "pl", "Umowa", "Wstęp", said);

            assertThat(done.text().languages()).containsExactly("en-GB", "pl");
            assertThat(done.text().in("pl").orElseThrow().fingerprint())
                    .isNotEqualTo(done.text().english().fingerprint());
            assertThat(done.text().in("pl").orElseThrow().sections())
                    .allSatisfy(section -> assertThat(section.heading()).startsWith("pl: "));
            assertThat(texts.translate(school.head(), draft.id(), "pl", "Umowa", "", said))
                    .isEqualTo(new Translation.AlreadyThere());
            assertThat(texts.translate(school.head(), draft.id(), "xx", "Umowa", "", said))
                    .isEqualTo(new Translation.UnknownLanguage());
        });
    }

    @Test
    void nobodyButTheHeadApproves() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var draft = texts.draft(school.coordinator(), Audience.KS2, Change.MAJOR);

            assertThatThrownBy(() -> texts.approve(school.coordinator(), draft.id()))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> texts.draft(school.teacher(), Audience.KS1, Change.MAJOR))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> texts.all(school.parent())).isInstanceOf(Forbidden.class);
        });
    }

    @Test
    void anotherSchoolsTextIsNotThere() {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        var found = new ArrayList<TextId>();
        on(FIRST_OF_SEPTEMBER, ours, () -> found.add(inForce(ours, Audience.KS2).id()));

        on(FIRST_OF_SEPTEMBER, theirs, () -> {
            assertThatThrownBy(() -> texts.find(theirs.head(), found.getFirst()))
                    .isInstanceOf(NotFound.class);
            assertThat(texts.all(theirs.head())).isEmpty();
        });
    }

    @Test
    @Keeps("AGR-26")
    void wordsThatSomebodyChangedBehindTheProgramAreNotShownAsAgreed() {
        var school = cast.greenfield();
        on(FIRST_OF_SEPTEMBER, school, () -> {
            var draft = texts.draft(school.head(), Audience.KS2, Change.MAJOR);
            transaction.executeWithoutResult(
                    status -> jdbc.sql("""
                            update agreement_wording set wording = jsonb_set(wording, '{title}', '"Anything goes"')
                            where text_id = ?
                            """).param(draft.id().value()).update());

            assertThatThrownBy(() -> texts.find(school.head(), draft.id()))
                    .hasMessageContaining("not those that were stored");
        });
    }

    private static Set<String> plus(Set<String> chosen, String one) {
        var more = new HashSet<>(chosen);
        more.add(one);
        return more;
    }
}
