package org.schoolgate.roster.imports;

import java.util.Locale;
import java.util.Optional;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;

/** What an adult is to a child, as records systems write it. */
final class RelationText {
    private RelationText() {}

    static Optional<Relation> read(String text) {
        return switch (Headings.compact(text)) {
            case "mother", "mum", "mam", "mummy", "m" -> Optional.of(Relation.MOTHER);
            case "father", "dad", "daddy", "f" -> Optional.of(Relation.FATHER);
            case "parent", "p", "adoptiveparent", "parentcarer", "parentguardian" -> Optional.of(Relation.PARENT);
            case "stepmother", "stepfather", "stepparent", "stepmum", "stepdad" -> Optional.of(Relation.STEP_PARENT);
            case "grandmother", "grandfather", "grandparent", "nan", "gran", "grandad", "nana" ->
                Optional.of(Relation.GRANDPARENT);
            case "guardian", "legalguardian", "specialguardian" -> Optional.of(Relation.GUARDIAN);
            case "fostercarer", "fostermother", "fosterfather", "fosterparent", "carer" ->
                Optional.of(Relation.FOSTER_CARER);
            case "socialworker" -> Optional.of(Relation.SOCIAL_WORKER);
            case "other",
                    "relative",
                    "otherrelative",
                    "otherfamilymember",
                    "aunt",
                    "uncle",
                    "auntie",
                    "sister",
                    "brother",
                    "friend",
                    "childminder",
                    "neighbour",
                    "familyfriend",
                    "othercontact",
                    "doctor" -> Optional.of(Relation.OTHER);
            default -> Optional.empty();
        };
    }

    static Responsibility responsibility(String text) {
        var said = text.toLowerCase(Locale.ROOT);
        if (said.startsWith("parental resp") || said.equals("pr") || said.startsWith("has ")) {
            return Responsibility.HELD;
        }
        return YesNo.read(text)
                .map(held -> held ? Responsibility.HELD : Responsibility.NOT_HELD)
                .orElse(Responsibility.NOT_SAID);
    }
}
