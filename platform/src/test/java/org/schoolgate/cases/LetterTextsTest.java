package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Problem;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Reading;
import org.schoolgate.ui.Words;

/** Each letter that a procedure names is there, and each that is there is named. */
class LetterTextsTest {
    @Test
    void everyLetterThatAProcedureNamesHasWords() {
        assertThat(Procedures.ours().all())
                .allSatisfy(
                        procedure -> assertThat(LetterTexts.missing(procedure)).isEmpty());
    }

    @Test
    void everyLetterIsBegunWithSomewhere() {
        var named = Procedures.ours().all().stream()
                .flatMap(procedure -> procedure.steps().stream())
                .flatMap(
                        step -> step.act() instanceof Act.Tell tell ? Stream.ofNullable(tell.letter()) : Stream.empty())
                .collect(Collectors.toCollection(TreeSet::new));
        var written = Words.keys().stream()
                .filter(key -> key.startsWith("cases.letter."))
                .map(key -> key.substring("cases.letter.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(10).isEqualTo(written);
        assertThat(named).allMatch(name -> LetterTexts.paragraphs(name).size() > 1);
    }

    @Test
    void aLetterThatNobodyWroteIsAMistakeInTheDefinition() {
        var text = Procedures.ours().definition("un-block").orElseThrow().text();
        var reading = Procedures.ours().read(text.replace("letter: site-opened", "letter: site-open"));
        assertThat(LetterTexts.missing(((Reading.Sound) reading).procedure()))
                .extracting(Problem::sentence)
                .singleElement()
                .asString()
                .startsWith(
                        "Step “opened” begins with the letter “site-open”, and there is none of that name; there are: ")
                .contains("site-opened, site-stays-closed");
        assertThat(LetterTexts.paragraphs("site-open")).isEmpty();
    }
}
