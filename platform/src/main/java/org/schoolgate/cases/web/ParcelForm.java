package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Map;
import org.schoolgate.cases.Circle;
import org.schoolgate.cases.Parcels;
import org.schoolgate.ui.Option;
import org.springframework.util.MultiValueMap;

/**
 * What is to go of a child's file, and where, as it was typed.
 *
 * @param cases those that were ticked
 * @param files the evidence that was ticked, of all cases
 */
public record ParcelForm(List<String> cases, List<String> files, Map<String, String> typed) {
    /** The evidence of each case is a question of its own. */
    private static final String FILES = "files-";

    public ParcelForm {
        cases = List.copyOf(cases);
        files = List.copyOf(files);
        typed = Map.copyOf(typed);
    }

    /** With what goes unless somebody decides otherwise. */
    static ParcelForm empty(Parcels.Desk desk) {
        return new ParcelForm(
                desk.choices().stream()
                        .filter(Parcels.Choice::isUsual)
                        .map(choice -> choice.file().id().toString())
                        .toList(),
                List.of(),
                Map.of());
    }

    static ParcelForm of(MultiValueMap<String, String> typed) {
        return new ParcelForm(
                typed.getOrDefault("cases", List.of()),
                typed.entrySet().stream()
                        .filter(one -> one.getKey().startsWith(FILES))
                        .flatMap(one -> one.getValue().stream())
                        .toList(),
                typed.toSingleValueMap());
    }

    /** What the evidence of a case is called in the form. */
    public static String files(Parcels.Choice choice) {
        return FILES + choice.file().number();
    }

    public static List<Option> evidence(Parcels.Choice choice) {
        return choice.files().stream().map(ExportForm::option).toList();
    }

    public static List<Option> options(Parcels.Desk desk) {
        return desk.choices().stream().map(ParcelForm::option).toList();
    }

    private static Option option(Parcels.Choice choice) {
        var file = choice.file();
        return new Option(
                file.id().toString(),
                say("cases.named", file.number(), CaseWords.kind(file)),
                say(
                        file.circle() == Circle.ORDINARY ? "cases.parcel.choice" : "cases.parcel.choice.sealed",
                        say("cases.part." + choice.part().name()),
                        say(file.isClosed() ? "cases.tag.closed" : "cases.tag.open")));
    }
}
