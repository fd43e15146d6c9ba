package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;

@PageTest
class PseudonymsTest {
    private final Cast cast;
    private final Pseudonyms pseudonyms;

    PseudonymsTest(Cast cast, Pseudonyms pseudonyms) {
        this.cast = cast;
        this.pseudonyms = pseudonyms;
    }

    @Test
    void aPersonKeepsOneAndItSaysNothingOfThem() {
        var school = cast.greenfield().school();
        var priya = PersonId.random();

        var ref = Tenants.within(school, () -> pseudonyms.of(school, priya));

        assertThat(ref).matches("r[a-z2-7]{15}");
        assertThat(Tenants.within(school, () -> pseudonyms.of(school, priya))).isEqualTo(ref);
        assertThat(Tenants.within(school, () -> pseudonyms.behind(school, List.of(ref, "rnobody"))))
                .isEqualTo(Map.of(ref, priya));
    }

    @Test
    void onePersonInTwoSchoolsHasTwo() {
        var ours = cast.greenfield().school();
        var theirs = cast.greenfield().school();
        var supply = PersonId.random();

        assertThat(Tenants.within(ours, () -> pseudonyms.of(ours, supply)))
                .isNotEqualTo(Tenants.within(theirs, () -> pseudonyms.of(theirs, supply)));
    }

    @Test
    void twoWhoAskAtOnceGetTheSame() throws Exception {
        var school = cast.greenfield().school();
        var people = Stream.generate(PersonId::random).limit(200).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Map<PersonId, String>>> asked = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                asked.add(() -> Tenants.within(school, () -> pseudonyms.of(school, people)));
            }
            var answers = new ArrayList<Map<PersonId, String>>();
            for (var answer : threads.invokeAll(asked)) {
                answers.add(answer.get());
            }

            assertThat(answers).hasSize(6).allMatch(answers.getFirst()::equals);
            assertThat(answers.getFirst()).hasSize(200);
        }
    }
}
