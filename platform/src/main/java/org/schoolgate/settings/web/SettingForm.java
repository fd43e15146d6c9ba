package org.schoolgate.settings.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
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
                .when(reason.isEmpty(), "reason", say("settings.reason.write"))
                .when(reason.length() > MOST, "reason", say("settings.reason.shorter", MOST));
    }

    /** All of it as one text. */
    public String written() {
        return String.join(", ", chosen);
    }
}
