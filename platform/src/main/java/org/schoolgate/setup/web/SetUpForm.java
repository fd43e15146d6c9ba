package org.schoolgate.setup.web;

import static org.schoolgate.ui.Words.say;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.setup.Beginning;
import org.schoolgate.ui.Problems;

/** The school, its head and its technician as they were typed, with the code from the console. */
public record SetUpForm(
        @Nullable String code,
        @Nullable String school,
        @Nullable String headTitle,
        @Nullable String headGiven,
        @Nullable String headFamily,
        @Nullable String headEmail,
        @Nullable String technicianTitle,
        @Nullable String technicianGiven,
        @Nullable String technicianFamily,
        @Nullable String technicianEmail) {
    static final SetUpForm EMPTY = new SetUpForm(null, null, null, null, null, null, null, null, null, null);

    private static final int MOST = 120;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");

    /** All but whether the code is right: nobody learns that from a form that is not filled in. */
    Problems problems() {
        var problems = new Problems().when(codeTyped().isEmpty(), "code", say("setup.code.write"));
        name(problems, "school", school, say("setup.school.write"));
        adult(problems, "head", beginning().head());
        adult(problems, "technician", beginning().technician());
        return problems.when(
                beginning().head().email().equals(beginning().technician().email()),
                "technicianEmail",
                say("setup.technician.own-email"));
    }

    private static void adult(Problems problems, String who, Beginning.Adult adult) {
        name(problems, who + "Given", adult.given(), say("setup.given.write"));
        name(problems, who + "Family", adult.family(), say("setup.family.write"));
        problems.when(adult.title().length() > MOST, who + "Title", say("setup.shorter", MOST))
                .when(!EMAIL.matcher(adult.email()).matches(), who + "Email", say("setup.email.write"))
                .when(adult.email().length() > MOST, who + "Email", say("setup.shorter", MOST));
    }

    private static void name(Problems problems, String field, @Nullable String typed, String sentence) {
        problems.when(plain(typed).isEmpty(), field, sentence)
                .when(plain(typed).length() > MOST, field, say("setup.shorter", MOST));
    }

    String codeTyped() {
        return plain(code);
    }

    Beginning beginning() {
        return new Beginning(
                plain(school),
                adult(headTitle, headGiven, headFamily, headEmail),
                adult(technicianTitle, technicianGiven, technicianFamily, technicianEmail));
    }

    private static Beginning.Adult adult(
            @Nullable String title, @Nullable String given, @Nullable String family, @Nullable String email) {
        return new Beginning.Adult(
                plain(title), plain(given), plain(family), plain(email).toLowerCase(Locale.ROOT));
    }

    /** What was typed, without spaces around it. */
    public static String plain(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
