package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.testing.Keeps;

class PasswordRulesTest {
    private static final PasswordRules STAFF = new PasswordRules(12, 35, false);
    private static final PasswordRules KS2 = new PasswordRules(8, 18, false);
    private static final List<String> PRIYA = List.of("Priya Khan", "priya.khan", "Greenfield Primary");

    @Test
    @Keeps("PWD-1")
    void theLengthDependsOnWhoItIs() {
        assertThat(STAFF.judge("otter kite7", List.of())).contains(PasswordRules.Fault.TOO_SHORT);
        assertThat(KS2.judge("otter kite7", List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password1", "football", "Football2026", "qwertyuiop", "iloveyou", "Password1!", "11111111"})
    @Keeps("PWD-2")
    void whatEverybodyUsesIsRefused(String password) {
        assertThat(KS2.judge(password, PRIYA)).isPresent();
        assertThat(STAFF.judge(password, List.of("Mr Hale"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"priya likes tea", "lemon Khan rocket", "greenfield rocket sock", "P R I Y A rocket"})
    @Keeps("PWD-2")
    void onesOwnNameAndTheSchoolsAreRefused(String password) {
        assertThat(KS2.judge(password, PRIYA)).contains(PasswordRules.Fault.NAME_IN_IT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct otter battery sandal",
                "my dog eats blue socks",
                "lantern puddle 47 kite",
                "Zug%fähre im Nebel"
            })
    void longAndOddIsFineWhateverItIsMadeOf(String password) {
        assertThat(STAFF.judge(password, List.of("Mr Hale", "Greenfield Primary")))
                .isEmpty();
    }

    @Test
    void aHundredAndTwentyEightCharactersAreTaken() {
        var long128 = "rocket sock kite ".repeat(8).substring(0, 128);
        assertThat(STAFF.judge(long128, List.of())).isEmpty();
        assertThat(STAFF.judge(long128 + "x", List.of())).contains(PasswordRules.Fault.TOO_LONG);
    }

    @Test
    @Keeps("PWD-1")
    void compositionIsASchoolsOwnWish() {
        var wish = new PasswordRules(12, 35, true);
        assertThat(wish.judge("correct otter battery sandal", List.of())).contains(PasswordRules.Fault.COMPOSITION);
        assertThat(wish.judge("Correct otter 4 battery sandal", List.of())).isEmpty();
    }

    @Test
    void everySuggestionForAChildIsGoodEnoughForAChild() {
        var refused = IntStream.range(0, 60)
                .mapToObj(_ -> Passphrases.suggest())
                .filter(one -> KS2.judge(one, PRIYA).isPresent())
                .toList();

        assertThat(refused).isEmpty();
        assertThat(Passphrases.count()).isGreaterThan(1_000_000);
    }
}
