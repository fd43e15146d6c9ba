package org.schoolgate.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permission.State;
import org.schoolgate.permissions.PermissionMoved.Move;
import org.schoolgate.testing.Keeps;

class PermissionTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant FRIDAY_WEEK = Instant.parse("2026-12-04T16:00:00Z");

    private final SchoolId school = SchoolId.random();
    private final Actor.Somebody hale = somebody("Mr Hale", Role.TEACHER);
    private final Actor.Somebody farrow = somebody("Miss Farrow", Role.ONLINE_SAFETY_COORDINATOR);
    private final Permission asked = new Permission(
            PermissionId.random(),
            school,
            218,
            "test.site",
            new Request(
                    hale.person(),
                    "Mr Hale",
                    false,
                    MONDAY.minus(Duration.ofDays(4)),
                    List.of("windrush-voices.example", "protest-archive.example"),
                    new ForWhom(Set.of("class:6"), "Kingfishers"),
                    MONDAY,
                    FRIDAY_WEEK,
                    "the Windrush years",
                    Map.of(),
                    null),
            new State.Waiting());

    @Test
    @Keeps("APR-2")
    void nobodyDecidesTheirOwnRequest() {
        assertThat(asked.grant(by(hale, MONDAY), all())).isEqualTo(new Decision.OwnRequest(asked));
        assertThat(asked.refuse(by(hale, MONDAY))).isEqualTo(new Decision.OwnRequest(asked));
    }

    @Test
    void aRequestIsDecidedOnce() {
        var granted = granted();
        assertThat(granted.grant(by(farrow, MONDAY), all())).isEqualTo(new Decision.AlreadyDecided(granted));
        assertThat(granted.refuse(by(farrow, MONDAY))).isEqualTo(new Decision.AlreadyDecided(granted));
    }

    @Test
    void partOfWhatWasAskedForMayBeGiven() {
        var decision = asked.grant(
                by(farrow, MONDAY), new Giving(List.of("windrush-voices.example"), FRIDAY_WEEK, "one suits", null));
        assertThat(((Decision.Granted) decision)
                        .permission()
                        .grant()
                        .orElseThrow()
                        .things())
                .containsExactly("windrush-voices.example");
    }

    @Test
    void whatWasNotAskedForCannotBeGiven() {
        var more = new Giving(List.of("casino.example"), FRIDAY_WEEK, "why not", null);
        assertThatThrownBy(() -> asked.grant(by(farrow, MONDAY), more)).hasMessageContaining("casino.example");
    }

    @Test
    void itHoldsFromItsBeginningUntilItsAbsoluteEndWhateverTheClockworkHasGotRoundTo() {
        var granted = granted();
        assertThat(granted.isInForce(MONDAY.minusSeconds(1))).isFalse();
        assertThat(granted.isInForce(MONDAY)).isTrue();
        assertThat(granted.isInForce(FRIDAY_WEEK.minusSeconds(1))).isTrue();
        assertThat(granted.isInForce(FRIDAY_WEEK)).isFalse();
    }

    @Test
    @Keeps("APR-3")
    void itEndsByItself() {
        assertThat(granted().tick(FRIDAY_WEEK.minusSeconds(1))).isEmpty();
        assertThat(granted().tick(FRIDAY_WEEK).orElseThrow().state()).isInstanceOf(State.Ended.class);
    }

    @Test
    void aRequestThatNobodyAnswersLapsesWithItsTimeAndCannotBeGivenAfterIt() {
        assertThat(asked.tick(FRIDAY_WEEK).orElseThrow().state()).isEqualTo(new State.Lapsed(FRIDAY_WEEK));
        assertThat(asked.grant(by(farrow, FRIDAY_WEEK), all())).isEqualTo(new Decision.TooLate(asked));
    }

    @Test
    void aGrantThatComesLateBeginsWhenItIsGiven() {
        var tuesday = MONDAY.plus(Duration.ofDays(1));
        var decision = (Decision.Granted) asked.grant(by(farrow, tuesday), all());
        assertThat(decision.permission().grant().orElseThrow().from()).isEqualTo(tuesday);
    }

    @Test
    void onlyWhatIsOpenCanBeClosed() {
        assertThat(asked.revoke(by(farrow, MONDAY))).isEmpty();
        var revoked = granted().revoke(by(farrow, MONDAY)).orElseThrow();
        assertThat(revoked.isInForce(MONDAY)).isFalse();
        assertThat(revoked.revoke(by(farrow, MONDAY))).isEmpty();
    }

    @Test
    void onlyWhatWaitsCanBeTakenBack() {
        assertThat(asked.withdraw(MONDAY).orElseThrow().state()).isEqualTo(new State.Withdrawn(MONDAY));
        assertThat(granted().withdraw(MONDAY)).isEmpty();
    }

    @Test
    @Keeps("APR-6")
    void aDecisionSaysWhy() {
        assertThatThrownBy(() -> Decided.by(farrow, MONDAY, "  ")).hasMessageContaining("without a reason");
    }

    @Test
    void gatewaysHearOnlyOfMovesThatChangeWhatSomebodyReaches() {
        for (var move : Move.values()) {
            var said = PermissionMoved.of(farrow, move, asked, true);
            assertThat(said instanceof PermissionMoved.InForce)
                    .as(move.name())
                    .isEqualTo(Set.of(Move.GRANTED, Move.REVOKED, Move.ENDED).contains(move));
            assertThat(PermissionMoved.of(farrow, move, asked, false)).isInstanceOf(PermissionMoved.OnRecord.class);
        }
    }

    private Permission granted() {
        return ((Decision.Granted) asked.grant(by(farrow, MONDAY.minus(Duration.ofDays(3))), all())).permission();
    }

    private static Giving all() {
        return new Giving(
                List.of("windrush-voices.example", "protest-archive.example"), FRIDAY_WEEK, "suits the topic", null);
    }

    private static Decided by(Actor actor, Instant at) {
        return Decided.by(actor, at, "suits the topic");
    }

    private Actor.Somebody somebody(String name, Role role) {
        return new Actor.Somebody(school, PersonId.random(), name, Set.of(role), null);
    }
}
