package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

class PolicyDraftTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final PersonId priya = PersonId.random();
    private final PersonId tom = PersonId.random();
    private final Map<PersonId, String> refs = Map.of(priya, "rpriya", tom, "rtom");
    private final PolicyDraft draft = new PolicyDraft(
            SchoolId.random(),
            new FeedVersionStore.Row(new FeedVersion(1, 1), null, List.of(), null),
            "Greenfield Primary",
            NOON,
            person -> refs.getOrDefault(person, "rother"));

    private static Rule rule(String... audiences) {
        return new Rule(
                "1",
                "maps.example",
                Rule.Effect.BLOCK,
                Rule.Source.PERSONAL,
                Set.of(audiences),
                null,
                null,
                "she asked",
                "Priya");
    }

    @Test
    void aRuleForOnePersonIsAddressedToTheirPseudonym() {
        draft.rule(rule("person:" + priya, "class:6")).rule(rule("phase:KS2")).rule(rule());

        var copy = draft.copy(new FeedVersion(1, 1), "http://127.0.0.1");

        assertThat(copy.rules())
                .extracting(Rule::audiences)
                .containsExactly(Set.of("rpriya", "class:6"), Set.of("phase:KS2"), Set.of());
    }

    @Test
    void aPartMayChooseAProfileBeforeOrAfterTheReadersAreThere() {
        draft.profileOf(priya, "year-6");
        draft.reader(priya, "ks2", Set.of(), false, new AccessState.Open(null));
        draft.reader(tom, "ks2", Set.of(), false, new AccessState.Open(null));

        var readers = draft.copy(new FeedVersion(1, 1), "http://127.0.0.1").readers();

        assertThat(readers.get("rpriya")).returns("year-6", reader -> reader == null ? "" : reader.profile());
        assertThat(readers.get("rtom")).returns("ks2", reader -> reader == null ? "" : reader.profile());
    }

    @Test
    void aTokenOfSomebodyWhoReadsNoMoreIsNotInTheCopy() {
        draft.reader(priya, "ks2", Set.of(), false, new AccessState.Open(null));
        draft.token("aa", priya).token("bb", tom);

        assertThat(draft.copy(new FeedVersion(1, 1), "http://127.0.0.1").tokens())
                .isEqualTo(Map.of("aa", "rpriya"));
    }

    @Test
    void itTurnsAtTheFirstMomentToCome() {
        draft.turnsAt(NOON.plusSeconds(60)).turnsAt(NOON.plusSeconds(30)).turnsAt(NOON.minusSeconds(1));

        assertThat(draft.turn()).isEqualTo(NOON.plusSeconds(30));
    }
}
