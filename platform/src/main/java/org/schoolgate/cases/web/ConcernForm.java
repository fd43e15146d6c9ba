package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Concern;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Problems;

/**
 * A complaint or a concern as it was typed by somebody whom nobody knows.
 *
 * @param form which form it is, so that two presses are one
 * @param website a box that people do not see and that programs fill in
 */
public record ConcernForm(
        @Nullable String form,
        @Nullable String kind,
        @Nullable String words,
        @Nullable String whom,
        @Nullable String wanted,
        @Nullable String who,
        @Nullable String email,
        @Nullable String website) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

    static ConcernForm empty() {
        return new ConcernForm(null, null, null, null, null, null, null, null);
    }

    /** The same form again, or a new one where it is none. */
    public UUID id() {
        return Ids.read(text(form)).orElseGet(UUID::randomUUID);
    }

    public String said(@Nullable String field) {
        return text(field);
    }

    Optional<Concern.Kind> chosen() {
        return Arrays.stream(Concern.Kind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst();
    }

    Concern.Wish wish(Concern.Kind chosen) {
        return new Concern.Wish(chosen, text(words), text(whom), text(wanted), text(who), text(email));
    }

    Problems problems() {
        return Problems.none()
                .when(chosen().isEmpty(), "kind", say("cases.concern.kind.choose"))
                .when(text(words).isBlank(), "words", say("cases.concern.words.write"))
                .when(isLong(words, Concern.LONGEST), "words", say("cases.concern.long", Concern.LONGEST))
                .when(isLong(whom, Concern.SHORT), "whom", say("cases.concern.long", Concern.SHORT))
                .when(isLong(wanted, Concern.LONGEST_WISH), "wanted", say("cases.concern.long", Concern.LONGEST_WISH))
                .when(isLong(who, Concern.SHORT), "who", say("cases.concern.long", Concern.SHORT))
                .when(isLong(email, Concern.SHORT), "email", say("cases.concern.long", Concern.SHORT))
                .when(
                        !text(email).isBlank()
                                && !ADDRESS.matcher(text(email).strip()).matches(),
                        "email",
                        say("cases.concern.email.wrong"))
                .when(!text(website).isBlank(), "website", say("cases.concern.website.leave"));
    }

    private static boolean isLong(@Nullable String field, int most) {
        return text(field).strip().length() > most;
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
