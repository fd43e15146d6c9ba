package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import org.schoolgate.cases.CaseExports;
import org.schoolgate.cases.Taken;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;

/**
 * What is to go out, as it was typed.
 *
 * @param child the one who is named, or {@link #EVERYBODY}
 */
public record ExportForm(String purpose, String recipient, String child, List<String> files) {
    /** Everybody is named. */
    static final String EVERYBODY = "everybody";

    public ExportForm {
        files = List.copyOf(files);
    }

    static ExportForm empty() {
        return new ExportForm("", "", "", List.of());
    }

    /** The children of whom one can be named alone. */
    public static List<Option> children(CaseExports.Desk desk) {
        var options = new ArrayList<Option>();
        desk.children().forEach(child -> {
            if (child.person() != null) {
                options.add(Option.of(child.person().toString(), say("cases.export.only", child.name())));
            }
        });
        return options;
    }

    /** Who can be named: one of the children, or everybody. */
    public static List<Option> whom(CaseExports.Desk desk) {
        var options = new ArrayList<>(children(desk));
        options.add(new Option(EVERYBODY, say("cases.export.everybody"), say("cases.export.everybody.hint")));
        return options;
    }

    public static List<Option> files(CaseExports.Desk desk) {
        return desk.files().stream().map(ExportForm::option).toList();
    }

    static Option option(Evidence piece) {
        return new Option(
                piece.id().toString(),
                say("cases.evidence.numbered", String.valueOf(piece.number()), piece.title()),
                EvidenceWords.line(piece));
    }

    Problems problems() {
        return Problems.none()
                .when(!child.equals(EVERYBODY) && Ids.read(child).isEmpty(), "child", say("cases.export.no-child"));
    }

    Taken.Wish wish() {
        return new Taken.Wish(
                purpose.strip(),
                recipient.strip(),
                Ids.read(child).map(PersonId::new).orElse(null),
                files.stream()
                        .flatMap(file -> Ids.read(file).map(EvidenceId::new).stream())
                        .toList());
    }
}
