package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.Keeps;

/** What a school cannot edit away, each time with the reason. */
class LawTest {
    private static final Set<Effect> PROTECT = Set.of(
            Effect.Mark.SEAL,
            Effect.Mark.REFUSE_IMAGES,
            Effect.Mark.BLOCK_EVIDENCE,
            Effect.Mark.SUSPEND_ACCESS,
            Effect.Mark.ABOUT_STAFF,
            Effect.Mark.ABOUT_THE_HEAD);

    private final Procedures ours = Procedures.ours();

    private String text(String id) {
        return ours.definition(id).orElseThrow().text();
    }

    private List<String> said(String id, String old, String changed) {
        var text = text(id);
        assertThat(text).contains(old);
        return said(id, text.replace(old, changed));
    }

    private List<String> said(String id, String text) {
        return switch (ours.readOwn(id, text)) {
            case Reading.Sound _ -> List.of();
            case Reading.Faulty(var problems) ->
                problems.stream().map(Problem::sentence).toList();
        };
    }

    @Test
    void oursKeepToIt() {
        assertThat(ours.all())
                .allSatisfy(procedure ->
                        assertThat(said(procedure.id(), text(procedure.id()))).isEmpty());
    }

    @Test
    void wordsAndTimesAreTheSchools() {
        assertThat(said("concerning-image", "within: 15 minutes", "within: 10 minutes"))
                .isEmpty();
        assertThat(said("concerning-image", "title: Take the device", "title: Put the device into the safe"))
                .isEmpty();
        assertThat(said("misuse-seen", "within: 2 days", "within: 1 week")).isEmpty();
    }

    @Test
    void whatIsUrgentStaysSo() {
        assertThat(said(
                        "concerning-image",
                        "    within: 15 minutes\n    after that: [deputy safeguarding lead, head]\n    urgent: yes\n",
                        "    within: 15 minutes\n    after that: [deputy safeguarding lead, head]\n"))
                .singleElement()
                .asString()
                .startsWith("Step “hand-over” stays urgent.");
    }

    @Test
    @Keeps({"INC-9", "SGD-3"})
    void anImageOfAChildIsTakenInNowhere() {
        assertThat(said("concerning-image", "refuse images, ", ""))
                .singleElement()
                .asString()
                .startsWith("From the beginning it has to say “refuse images”. Nobody but the police may look at it");
        assertThat(said("illegal-content", "[keep evidence shut, refuse images]", "refuse images"))
                .singleElement()
                .asString()
                .startsWith("From the beginning it has to say “keep evidence shut”.");
    }

    @Test
    @Keeps("INC-7")
    void consentComesBeforeAnyLog() {
        assertThat(said("pupil-material", "    needs: consent\n", ""))
                .containsExactly("Step “findings” has to need “consent”."
                        + " The law asks for consent before anybody looks into the log of an account.");
        assertThat(said("staff-material", "    needs: consent\n", "")).isNotEmpty();
    }

    @Test
    @Keeps("INC-11")
    void thePoliceAreCalledAfterTheRightPeopleWereConsulted() {
        assertThat(said("staff-material", "    needs: consulted\n", ""))
                .containsExactly("Step “police” has to need “consulted”."
                        + " The right people in school are consulted before the police are called.");
        assertThat(said("staff-allegation", "        next: consulted\n", "        next: police\n"))
                .isNotEmpty();
    }

    @Test
    @Keeps("INC-8")
    void theDefinitionsOfIllegalAndInappropriateStay() {
        assertThat(said("staff-material", "means: Nothing that was found", "means: Nobody thinks that what was found"))
                .singleElement()
                .asString()
                .startsWith("Answer “neither” of step “kind” has to say what it means as we do:");
        assertThat(said("staff-material", "answer: neither", "answer: nothing"))
                .anyMatch(sentence -> sentence.startsWith("Step “kind” has to keep the answer “neither”."))
                .anyMatch(sentence -> sentence.startsWith("Step “kind” has an answer “nothing” that it cannot have."));
    }

    @Test
    @Keeps("SGD-5")
    void accessIsSuspendedWhereAnAdultMayHaveHarmedAChild() {
        assertThat(said(
                        "staff-allegation",
                        "        effects: suspend access\n        next: [lado, keeper]",
                        "        next: [lado, keeper]"))
                .singleElement()
                .asString()
                .startsWith("Answer “yes” of step “child” has to say “suspend access”.");
    }

    @Test
    void aFixedStepIsNeitherGoneRoundNorLeftOutNorGivenAway() {
        assertThat(said("concerning-image", "next: facts", "next: hand-over"))
                .as("nothing leads to the facts any more")
                .isNotEmpty();
        assertThat(said(
                        "concerning-image",
                        "        with reason: yes\n        next: adult",
                        "        with reason: yes\n        next: parents"))
                .anyMatch(sentence ->
                        sentence.startsWith("After “no” in step “indecent” there is a way round step “adult”."));
        assertThat(said(
                        "concerning-image",
                        "    by: safeguarding lead\n    title: Tell the parents",
                        "    by: office\n    title: Tell the parents"))
                .anyMatch(sentence -> sentence.startsWith("Step “parents” stays with “safeguarding lead”."));
        assertThat(said("concerning-image", "within: 30 minutes", "within: 3 hours"))
                .anyMatch(
                        sentence -> sentence.startsWith("Step “both-told” cannot have more time than it has with us."));
    }

    @Test
    @Keeps("SGD-6")
    void theSafeguardingLeadCanAlwaysHoldBackTellingTheParents() {
        assertThat(said("misuse-seen", "      may be held back by: safeguarding lead\n", ""))
                .anyMatch(
                        sentence -> sentence.contains("has to say that it may be held back by the safeguarding lead"));
    }

    @Test
    void itStaysTheSameKindUnderTheSameTitle() {
        assertThat(said("worry", text("danger"))).containsExactly("It is named “danger”; it stays “worry”.");
        assertThat(said("old-mail", "title: ", "title: Our "))
                .anyMatch(sentence -> sentence.startsWith("Its title stays"));
    }

    @Test
    void whateverProtectsIsFixed() {
        var loose = ours.all().stream()
                .flatMap(procedure -> procedure.steps().stream()
                        .filter(step -> step.fixed() == null && protects(step))
                        .map(step -> procedure.id() + " " + step.id()))
                .toList();
        assertThat(loose).isEmpty();
        assertThat(ours.all())
                .filteredOn(procedure -> procedure.effects().stream().anyMatch(PROTECT::contains))
                .hasSizeGreaterThan(5)
                .allMatch(procedure -> procedure.fixed() != null);
    }

    private static boolean protects(Step step) {
        return Stream.concat(
                        step.effects().stream(), step.answers().stream().flatMap(answer -> answer.effects().stream()))
                .anyMatch(PROTECT::contains);
    }
}
