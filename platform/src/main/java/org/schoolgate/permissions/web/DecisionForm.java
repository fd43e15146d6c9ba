package org.schoolgate.permissions.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolgate.permissions.Giving;
import org.schoolgate.permissions.Permission;
import org.schoolgate.ui.Dates;
import org.springframework.util.MultiValueMap;

/** The form of a decision, as it was sent: for each thing whether to open it, an earlier or later end, and the reason. */
public record DecisionForm(boolean refuse, Set<String> open, String until, String reason, String ticket) {
    /** Nothing is chosen for the decider beforehand. */
    static DecisionForm empty(Permission permission) {
        return new DecisionForm(
                false,
                Set.of(),
                Dates.iso(LocalDate.ofInstant(permission.request().until().minusSeconds(1), LONDON)),
                "",
                "");
    }

    static DecisionForm of(MultiValueMap<String, String> sent, List<String> things) {
        var open = new HashSet<String>();
        for (int i = 0; i < things.size(); i++) {
            if ("yes".equals(sent.getFirst("thing" + i))) {
                open.add(things.get(i));
            }
        }
        return new DecisionForm(
                "refuse".equals(sent.getFirst("decision")),
                open,
                text(sent, "until"),
                text(sent, "reason"),
                text(sent, "ticket"));
    }

    private static String text(MultiValueMap<String, String> sent, String name) {
        var value = sent.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** What is given: until the time asked for if the day is the same, else to the end of the chosen day. */
    Giving giving(Permission permission) {
        var asked = permission.request().until();
        var day = Dates.read(until);
        Instant end = day.isEmpty() || day.get().equals(LocalDate.ofInstant(asked.minusSeconds(1), LONDON))
                ? asked
                : day.get().plusDays(1).atStartOfDay(LONDON).toInstant();
        return new Giving(
                permission.request().things().stream().filter(open::contains).toList(),
                end,
                reason,
                ticket.isBlank() ? null : ticket);
    }
}
