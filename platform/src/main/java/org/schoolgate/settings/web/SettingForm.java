package org.schoolgate.settings.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.schoolgate.ui.Words;
import org.springframework.util.MultiValueMap;

/**
 * A setting as somebody wants it.
 *
 * @param chosen what was written, or what was chosen: several come one by one
 */
public record SettingForm(List<String> chosen, String reason) {
    private static final int MOST = 500;

    /** As it was sent. A comma in what was written stays one, which Spring's own binding would take for two answers. */
    static SettingForm of(MultiValueMap<String, String> sent) {
        var reason = sent.getFirst("reason");
        return new SettingForm(sent.getOrDefault("value", List.of()), reason == null ? "" : reason.strip());
    }

    static SettingForm of(Settings.InForce one) {
        var value = one.value();
        return new SettingForm(
                one.setting().several()
                        ? Arrays.stream(value.split(",", -1)).map(String::strip).toList()
                        : List.of(value),
                "");
    }

    Problems problems(Setting<?> setting) {
        boolean isUnanswered =
                !setting.several() && !setting.offered().isEmpty() && written().isEmpty();
        return new Problems()
                .when(isUnanswered, "value", say("settings.choose"))
                .when(!setting.accepts(written()), "value", say("settings.write", setting.hint()))
                .when(reason.isEmpty(), "reason", say("settings.reason.write"))
                .when(reason.length() > MOST, "reason", say("settings.reason.shorter", MOST));
    }

    /** What holds, or may, in the words that people use: EYFS for eyfs; as it is written where there are no other words. */
    public static String inWords(Setting<?> setting, String written) {
        if (written.isEmpty()) {
            return say("settings.nothing");
        }
        return setting.offered().isEmpty()
                ? written
                : Arrays.stream(written.split(", ", -1))
                        .map(SettingForm::inWords)
                        .collect(Collectors.joining(", "));
    }

    /** The answers that are offered. */
    public static List<Option> options(Setting<?> setting) {
        return setting.offered().stream()
                .map(answer -> Option.of(answer, inWords(answer)))
                .toList();
    }

    private static String inWords(String answer) {
        var key = "settings.answer." + answer.replace(' ', '-');
        return Words.keys().contains(key) ? say(key) : answer;
    }

    /** All of it as one text. */
    public String written() {
        return String.join(", ", chosen);
    }
}
