package org.schoolgate.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.alerts.AlertPolicy.Operation;
import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.kernel.Role;
import org.schoolgate.testing.Keeps;

/** Who may do what with signals in general, and whose each is. */
class AlertPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "READ, CHAIR_OF_GOVERNORS DEPUTY_SAFEGUARDING_LEAD HEAD ONLINE_SAFETY_COORDINATOR SAFEGUARDING_LEAD",
        "DECIDE, CHAIR_OF_GOVERNORS DEPUTY_SAFEGUARDING_LEAD HEAD ONLINE_SAFETY_COORDINATOR SAFEGUARDING_LEAD",
        "REVIEW, DEPUTY_SAFEGUARDING_LEAD HEAD SAFEGUARDING_LEAD",
        "SEE_MONTH, DEPUTY_SAFEGUARDING_LEAD HEAD SAFEGUARDING_LEAD",
        "SEE_COUNTS, CHAIR_OF_GOVERNORS DEPUTY_SAFEGUARDING_LEAD GOVERNOR HEAD SAFEGUARDING_LEAD",
        "SEE_GRADES, HEAD SAFEGUARDING_LEAD",
        "CHANGE_GRADES, HEAD SAFEGUARDING_LEAD"
    })
    void theTableIsThis(Operation operation, String roles) {
        assertThat(names(AlertPolicy.ACCESS.rolesFor(operation))).isEqualTo(roles);
    }

    @Test
    void everyOperationStandsInTheTable() {
        assertThat(Operation.values()).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    @Keeps({"INC-25", "CMP-8"})
    void aboutAdultsWhoWorkHereNobodyElseComesFirst(Sort sort) {
        assertThat(AlertPolicy.inTurn(Alert.Kind.STAFF, sort).getFirst()).isEqualTo(Set.of(Role.HEAD));
        assertThat(AlertPolicy.inTurn(Alert.Kind.HEAD, sort).getFirst()).isEqualTo(Set.of(Role.CHAIR_OF_GOVERNORS));
        assertThat(AlertPolicy.inTurn(Alert.Kind.HEAD, sort))
                .noneSatisfy(roles -> assertThat(roles).contains(Role.HEAD));
    }

    @ParameterizedTest
    @EnumSource(
            value = Alert.Kind.class,
            names = {"PUPIL", "ADULT", "UNKNOWN"})
    @Keeps("SGD-11")
    void whereSomebodyMayComeToHarmItIsForThoseWhoKeepThemSafe(Alert.Kind kind) {
        for (var sort : Sort.values()) {
            var readers = AlertPolicy.inTurn(kind, sort).getFirst();
            assertThat(readers)
                    .as(sort.name())
                    .contains(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
            assertThat(readers.contains(Role.ONLINE_SAFETY_COORDINATOR))
                    .as(sort.name())
                    .isEqualTo(!EnumSet.of(Sort.SELF_HARM, Sort.EXTREMISM).contains(sort));
        }
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    void whoeverDecidesMayOpenCasesAndEachKindIsAProcedure(Sort sort) {
        assertThat(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.OPEN))
                .containsAll(AlertPolicy.ACCESS.rolesFor(Operation.DECIDE));
        for (var kind : Alert.Kind.values()) {
            for (var grade : Grade.values()) {
                assertThat(Procedures.ours().find(sort.procedure(kind, grade)))
                        .as("%s %s %s", sort, kind, grade)
                        .isPresent();
            }
        }
    }

    private static String names(Set<Role> roles) {
        return String.join(" ", roles.stream().map(Enum::name).collect(Collectors.toCollection(TreeSet::new)));
    }
}
