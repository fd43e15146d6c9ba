package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.Newcomer;
import org.schoolgate.roster.PersonName;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Problems;

/** A form about a person or a class as it was typed: field to what stands in it. */
public record Typed(Map<String, List<String>> fields) {
    /** What a form answers where a newcomer is none of the people the school knows. */
    static final String SOMEBODY_NEW = "new";

    private static final int LONGEST = 100;
    private static final int OLDEST_PUPIL = 20;
    private static final Pattern MAILBOX = Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]+\\.[^\\s@,;<>\".]{2,}");
    private static final int LEAST_DIGITS = 5;

    static Typed of(Map<String, String> fields) {
        return new Typed(fields.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> List.of(one.getValue()))));
    }

    /** What stands in a field, without blanks around it; empty where it was not sent. */
    public String text(String field) {
        return fields.getOrDefault(field, List.of()).stream()
                .findFirst()
                .orElse("")
                .strip();
    }

    /** All that was chosen of several. */
    public List<String> texts(String field) {
        return fields.getOrDefault(field, List.of());
    }

    /** The same, or null where nothing was typed. */
    @Nullable
    String textOrNull(String field) {
        return text(field).isEmpty() ? null : text(field);
    }

    Optional<LocalDate> day(String field) {
        return Dates.read(text(field));
    }

    Optional<Integer> number(String field) {
        return text(field).matches("-?\\d{1,3}") ? Optional.of(Integer.valueOf(text(field))) : Optional.empty();
    }

    Optional<UUID> id(String field) {
        return Ids.read(text(field));
    }

    <E extends Enum<E>> Optional<E> one(Class<E> of, String field) {
        return List.of(of.getEnumConstants()).stream()
                .filter(one -> one.name().equals(text(field)))
                .findFirst();
    }

    /** The name of an adult: a title will do in place of a given name. */
    Problems adultName() {
        return name(new Problems()
                .when(text("given").isEmpty() && text("title").isEmpty(), "given", say("roster.form.given-or-title")));
    }

    Problems pupilName() {
        return name(new Problems().when(text("given").isEmpty(), "given", say("roster.form.given")));
    }

    private Problems name(Problems problems) {
        problems.when(text("family").isEmpty(), "family", say("roster.form.family"))
                .when(
                        !text("family").isEmpty() && text("family").codePoints().noneMatch(Character::isLetter),
                        "family",
                        say("roster.form.letters"));
        for (var field : List.of("given", "family", "knownAs", "title")) {
            problems.when(text(field).length() > LONGEST, field, say("roster.form.long", LONGEST));
        }
        return problems;
    }

    PersonName name() {
        return new PersonName(text("title"), text("given"), text("family"), text("knownAs"));
    }

    NewPerson person() {
        return new NewPerson(
                name(), day("born").orElse(null), textOrNull("email"), textOrNull("phone"), textOrNull("upn"));
    }

    /** Where somebody is reached. */
    Problems reach(Problems problems) {
        return problems.when(
                        !text("email").isEmpty()
                                && (text("email").length() > 254
                                        || !MAILBOX.matcher(text("email")).matches()),
                        "email",
                        say("roster.form.email"))
                .when(
                        !text("phone").isEmpty()
                                && (text("phone").length() > LONGEST
                                        || text("phone").replaceAll("\\D", "").length() < LEAST_DIGITS),
                        "phone",
                        say("roster.form.phone"));
    }

    /** A birthday of somebody who may be a pupil; none is well, too. */
    Problems born(Problems problems, LocalDate today) {
        var born = day("born");
        return problems.when(!text("born").isEmpty() && born.isEmpty(), "born", say("roster.form.born"))
                .when(
                        born.filter(day -> !day.isBefore(today) || day.isBefore(today.minusYears(OLDEST_PUPIL)))
                                .isPresent(),
                        "born",
                        say("roster.form.born.far", OLDEST_PUPIL));
    }

    /** The first day of something: not further away than a year. */
    Problems near(Problems problems, String field, LocalDate today) {
        return problems.when(
                day(field)
                        .filter(day -> !day.isBefore(today.minusYears(1)) && !day.isAfter(today.plusYears(1)))
                        .isEmpty(),
                field,
                say("roster.form.near"));
    }

    /** What was answered to "Is this the same person as ...?". */
    Newcomer newcomer() {
        if (text("same").equals(SOMEBODY_NEW)) {
            return new Newcomer.SomebodyNew();
        }
        return id("same")
                .<Newcomer>map(id -> new Newcomer.Known(new PersonId(id)))
                .orElseGet(Newcomer.NotAsked::new);
    }
}
