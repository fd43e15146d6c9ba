package org.schoolgate.cases.web;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.CaseStrand;
import org.schoolgate.cases.Happening;
import org.schoolgate.kernel.PersonId;
import org.springframework.stereotype.Component;

/** The story of a case with all its strands. */
@Component
class CaseStories {
    private final List<CaseStrand> strands;

    CaseStories(List<CaseStrand> strands) {
        this.strands = List.copyOf(strands);
    }

    List<CaseStory.Event> of(Case one) {
        return of(one, null);
    }

    /** Without what is of another child alone, where {@code only} one is named. */
    List<CaseStory.Event> of(Case one, @Nullable PersonId only) {
        return CaseStory.of(
                one,
                beside(one, strands.stream())
                        .filter(happening -> happening.isOf(only))
                        .toList(),
                only);
    }

    /** What happened beside the steps of a case and concerns this person and nobody else. */
    List<Happening> concerning(Case one, PersonId person) {
        return beside(one, strands.stream().filter(CaseStrand::isOfPeople))
                .filter(happening -> person.equals(happening.child()) && happening.isOf(person))
                .toList();
    }

    private static Stream<Happening> beside(Case one, Stream<CaseStrand> strands) {
        return strands.flatMap(strand -> strand.happenings(one).stream());
    }
}
