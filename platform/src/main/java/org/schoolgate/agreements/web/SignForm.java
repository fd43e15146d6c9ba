package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.util.EnumMap;
import java.util.Map;
import org.schoolgate.agreements.Paper;
import org.schoolgate.agreements.Said;
import org.schoolgate.agreements.StaffDevices;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.ui.Problems;

/** The signature as it was typed, and what was ticked. */
public record SignForm(String name, Map<String, String> fields) {
    static SignForm of(Map<String, String> fields) {
        return new SignForm(fields.getOrDefault("name", ""), fields);
    }

    static SignForm empty() {
        return new SignForm("", Map.of());
    }

    /** Of what a member of staff was lent; empty for others, and for whoever has nothing. */
    public String serial() {
        return fields.getOrDefault("serial", "").strip();
    }

    public boolean agrees(Audience audience) {
        return fields.containsKey("agree-" + audience);
    }

    Problems problems(SigningPage page) {
        var problems = new Problems().when(name.isBlank(), "name", say("agreements.sign.name-missing"));
        problems.when(
                !serial().isEmpty() && StaffDevices.serial(serial()).isEmpty(),
                "serial",
                say("agreements.sign.serial-other"));
        for (var paper : page.toSign()) {
            var audience = paper.needed().audience();
            problems.when(!agrees(audience), "agree-" + audience, say("agreements.sign.tick-missing"));
        }
        return problems;
    }

    Said said(SigningPage page) {
        var words = new EnumMap<Audience, Fingerprint>(Audience.class);
        for (Paper paper : page.toSign()) {
            var audience = paper.needed().audience();
            var shown = fields.getOrDefault("words-" + audience, "");
            if (agrees(audience) && shown.matches("[0-9a-f]{64}")) {
                words.put(audience, new Fingerprint(shown));
            }
        }
        return new Said(name, page.language(), words);
    }
}
