package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The definitions that come with the program. */
class ProceduresTest {
    private static final List<String> NOT_OUR_WORDS = List.of(
            "please", "violation", "offender", "flagged", "denied", "invalid", "oops", "submit", "dashboard", " user");

    private final Procedures ours = Procedures.ours();

    @Test
    void everyDefinitionInTheFolderComesWithTheProgramUnderTheNameOfItsFile() throws Exception {
        assertThat(ours.all())
                .extracting(procedure -> procedure.id() + ".yaml")
                .containsExactlyInAnyOrderElementsOf(files().stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
    }

    @Test
    void eachSaysInItsFirstLineWhichPartOfTheCatalogueItKeeps() throws Exception {
        for (var file : files()) {
            assertThat(Files.readAllLines(file).getFirst())
                    .as(file.toString())
                    .matches("# Keeps sections? 5\\..*: .*\\.");
        }
    }

    @Test
    void theySpeakAsTheSchoolDoes() throws Exception {
        for (var file : files()) {
            assertThat(Files.readString(file).toLowerCase(Locale.ROOT))
                    .as(file.toString())
                    .doesNotContain(NOT_OUR_WORDS);
        }
    }

    @Test
    void eachStartsOnlyOthersThatAreThere() {
        var yaml = Written.FOUND_PHONE.replace("effects: suspend access", "effects: start a-search");
        assertThat(ours.read(yaml))
                .isEqualTo(new Reading.Faulty(List.of(new Problem(
                        "owner", "Step “owner” starts “a-search”, and there is no such other procedure."))));
        assertThat(ours.read(Written.FOUND_PHONE.replace("effects: seal the case", "effects: start found-phone")))
                .isEqualTo(new Reading.Faulty(List.of(new Problem(
                        null, "The procedure starts “found-phone”, and there is no such other procedure."))));
    }

    @Test
    void aSchoolsOwnDefinitionMayStartOurs() {
        var yaml = Written.FOUND_PHONE.replace("effects: suspend access", "effects: start device-search");
        assertThat(ours.read(yaml)).isInstanceOf(Reading.Sound.class);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(ours.find("found-phone")).isEmpty();
        assertThat(ours.find("worry")).map(Procedure::id).contains("worry");
    }

    @Test
    void whateverSuspectsACrimeKeepsTheEvidenceShut() {
        var crimes = ours.all().stream()
                .flatMap(procedure -> procedure.steps().stream())
                .flatMap(step -> step.answers().stream())
                .filter(answer -> answer.label().startsWith("It may be illegal"))
                .toList();
        assertThat(crimes).isNotEmpty().allMatch(answer -> answer.effects().contains(Effect.Mark.BLOCK_EVIDENCE));
    }

    @Test
    void whateverIsAboutSomebodyWhoWorksHereSaysSo() {
        var about = ours.all().stream()
                .flatMap(procedure -> procedure.steps().stream())
                .flatMap(step -> step.answers().stream())
                .filter(answer -> List.of(
                                "Somebody who works here",
                                "Misuse by somebody who works here",
                                "The head",
                                "It is about the head")
                        .contains(answer.label()))
                .toList();
        assertThat(about)
                .hasSizeGreaterThan(6)
                .allMatch(answer -> answer.effects()
                        .contains(
                                answer.label().endsWith("head")
                                        ? Effect.Mark.ABOUT_THE_HEAD
                                        : Effect.Mark.ABOUT_STAFF));
        assertThat(List.of("staff-material", "staff-allegation"))
                .allMatch(id -> ours.find(id).orElseThrow().effects().contains(Effect.Mark.ABOUT_STAFF));
    }

    @Test
    void wheneverParentsAreToldTheSafeguardingLeadMayHoldItBack() {
        var told = ours.all().stream()
                .flatMap(procedure -> procedure.steps().stream())
                .map(Step::act)
                .filter(act -> act instanceof Act.Tell tell && tell.whom() == Told.PARENTS)
                .toList();
        assertThat(told)
                .isNotEmpty()
                .allMatch(act -> act instanceof Act.Tell tell && tell.heldBackBy() == Doer.SAFEGUARDING_LEAD);
    }

    @Test
    void aTitleStandsForOneKindOfDoingInAllOfThem() {
        var kinds = ours.all().stream()
                .flatMap(procedure -> procedure.steps().stream())
                .collect(Collectors.groupingBy(
                        Step::title, Collectors.mapping(step -> step.act().getClass(), Collectors.toSet())));
        kinds.values().removeIf(kind -> kind.size() == 1);
        assertThat(kinds).isEmpty();
    }

    static List<Path> files() throws IOException, URISyntaxException {
        var one = Objects.requireNonNull(ProceduresTest.class.getResource("/procedures/worry.yaml"));
        try (var files = Files.list(Objects.requireNonNull(Path.of(one.toURI()).getParent()))) {
            return files.sorted().toList();
        }
    }
}
