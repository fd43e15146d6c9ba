package org.schoolgate.roster.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.schoolgate.roster.Relation;

/** Guesses from headings what the columns of a table mean. */
final class MappingGuess {
    /*
     * Contacts come in repeated columns: "Contact 1 Name, Contact 1 Email, Contact 2 Name ...", or "Mother, Mother
     * mobile, Father, Father mobile", or the same four headings twice. So the columns are walked from the left with the
     * contact that is being described in mind: a new number, a new word or a field that this contact has already begins
     * the next one, and after the first contact a bare "Email" is a contact's.
     */
    private static final Pattern CONTACT = Pattern.compile(
            "(?:pupil|student|emergency|priority)?(contact|parentguardian|parentcarer|parent|guardian|carer|mother|mum|father|dad"
                    + "|nextofkin)(?:s)?(\\d)?(.*)");
    private static final Pattern NUMBER_LAST = Pattern.compile("(.*?)(\\d)");
    private static final Set<String> NOT_A_CONTACT = Set.of("parentalresponsibility");

    private final Listed listed;
    private final List<ColumnMapping.Column> columns = new ArrayList<>();
    private final Set<Field> ofPerson = new HashSet<>();
    private final Map<Integer, Set<Field>> ofContacts = new HashMap<>();
    private String word = "";
    private int current;

    private MappingGuess(Listed listed) {
        this.listed = listed;
    }

    static ColumnMapping of(List<String> headings) {
        var listed = listed(headings);
        var guess = new MappingGuess(listed);
        headings.stream().map(Headings::compact).forEach(guess::next);
        return new ColumnMapping(listed, List.copyOf(guess.columns));
    }

    static ColumnMapping of(List<String> headings, Listed listed) {
        var guess = new MappingGuess(listed);
        headings.stream().map(Headings::compact).forEach(guess::next);
        return new ColumnMapping(listed, List.copyOf(guess.columns));
    }

    /** How many cells of a row are headings that we know. */
    static int known(List<String> row) {
        return (int) of(row).columns().stream()
                .filter(column -> column.field() != Field.IGNORED)
                .count();
    }

    /** What the heading itself says an adult is to the child: "Mother's e-mail". */
    static Optional<Relation> relation(String heading) {
        var matcher = CONTACT.matcher(Headings.compact(heading));
        return !matcher.matches()
                ? Optional.empty()
                : switch (matcher.group(1)) {
                    case "mother", "mum" -> Optional.of(Relation.MOTHER);
                    case "father", "dad" -> Optional.of(Relation.FATHER);
                    default -> Optional.empty();
                };
    }

    private static Listed listed(List<String> headings) {
        var compact = headings.stream().map(Headings::compact).toList();
        var staff = compact.stream().anyMatch(h -> h.startsWith("staff") || h.startsWith("job") || h.equals("role"));
        var pupils = compact.stream()
                .anyMatch(h -> h.contains("upn")
                        || h.contains("pupil")
                        || h.contains("yeargroup")
                        || h.equals("year")
                        || CONTACT.matcher(h).matches());
        return staff && !pupils ? Listed.STAFF : Listed.PUPILS;
    }

    private void next(String heading) {
        columns.add(column(heading));
    }

    private ColumnMapping.Column column(String heading) {
        if (heading.isEmpty() || Headings.isSecret(heading)) {
            return ColumnMapping.Column.IGNORED;
        }
        var contact = listed == Listed.PUPILS ? contact(heading) : Optional.<ColumnMapping.Column>empty();
        return contact.orElseGet(() -> Field.ofPerson(heading, listed)
                .filter(ofPerson::add)
                .map(field -> new ColumnMapping.Column(field, 0))
                .orElse(ColumnMapping.Column.IGNORED));
    }

    private Optional<ColumnMapping.Column> contact(String heading) {
        var matcher = CONTACT.matcher(heading);
        if (matcher.matches() && !NOT_A_CONTACT.contains(heading)) {
            var rest = matcher.group(3);
            var number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            var last = NUMBER_LAST.matcher(rest);
            if (number == 0 && last.matches()) {
                number = Integer.parseInt(last.group(2));
                rest = last.group(1);
            }
            var said = number;
            return Field.ofContact(rest.startsWith("s") && Field.ofContact(rest).isEmpty() ? rest.substring(1) : rest)
                    .map(field -> contactColumn(matcher.group(1), said, field));
        }
        var bare = Field.ofContact(heading);
        var isOfPerson = Field.ofPerson(heading, listed)
                .filter(f -> !ofPerson.contains(f))
                .isPresent();
        if (bare.isPresent() && current > 0 && !isOfPerson) {
            return bare.map(field -> contactColumn(word, 0, field));
        }
        return bare.filter(field -> !isOfPerson && standsAlone(field)).map(field -> contactColumn("contact", 1, field));
    }

    /** Headings that can only be about a contact, even before any was named. */
    private static boolean standsAlone(Field field) {
        return field == Field.CONTACT_RESPONSIBILITY
                || field == Field.CONTACT_RELATION
                || field == Field.CONTACT_LIVES_WITH;
    }

    private ColumnMapping.Column contactColumn(String says, int number, Field field) {
        if (number > 0) {
            current = number;
        } else if (current == 0 || !says.equals(word) || has(current, field)) {
            current++;
        }
        word = says;
        if (current > ColumnMapping.CONTACTS
                || !ofContacts.computeIfAbsent(current, _ -> new HashSet<>()).add(field)) {
            return ColumnMapping.Column.IGNORED;
        }
        return new ColumnMapping.Column(field, current);
    }

    private boolean has(int contact, Field field) {
        return ofContacts.getOrDefault(contact, Set.of()).contains(field);
    }
}
