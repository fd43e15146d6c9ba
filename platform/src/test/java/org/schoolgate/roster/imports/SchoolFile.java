package org.schoolgate.roster.imports;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.schoolgate.roster.Upn;

/**
 * A records system's list of a school of 420 invented pupils: seven year groups of two classes of thirty, most with two
 * guardians, many with a brother or sister. The same seed makes the same school.
 */
public final class SchoolFile {
    private static final List<String> GIVEN = List.of(
            "Ada", "Ben", "Cara", "Dev", "Elif", "Finn", "Grace", "Hari", "Ivy", "Jack", "Kit", "Lena", "Max", "Nia",
            "Oscar", "Priya", "Quinn", "Ravi", "Sana", "Tom", "Uma", "Vera", "Will", "Xena", "Yusuf", "Zoë");
    private static final List<String> FAMILY = List.of(
            "Adeyemi",
            "Begum",
            "Clarke",
            "Dunn",
            "Evans",
            "Farrow",
            "Green",
            "Hale",
            "Idris",
            "Jones",
            "Khan",
            "Lowe",
            "Mensah",
            "Nair",
            "O’Neill",
            "Price",
            "Quayle",
            "Rees",
            "Singh",
            "Tate",
            "Usman",
            "Vaughan",
            "Whitlock",
            "Yılmaz",
            "Zając");
    /** Two forms a year, from Reception to Year 6. */
    private static final List<List<String>> FORMS = List.of(
            List.of("Ducklings", "Goslings"),
            List.of("Robins", "Wrens"),
            List.of("Larks", "Finches"),
            List.of("Swifts", "Martins"),
            List.of("Kestrels", "Owls"),
            List.of("Herons", "Puffins"),
            List.of("Kingfishers", "Eagles"));

    private static final int IN_A_FORM = 30;
    private static final DateTimeFormatter BRITISH = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final List<Row> rows;

    private SchoolFile(List<Row> rows) {
        this.rows = rows;
    }

    /** A pupil with guardians, as one row. */
    public record Row(
            String upn, String family, String given, LocalDate born, int year, String form, List<Adult> guardians) {
        String label() {
            return year == 0 ? "Reception" : "Year " + year;
        }

        Row inYear(int next) {
            return new Row(
                    upn,
                    family,
                    given,
                    born,
                    next,
                    FORMS.get(next).get(FORMS.get(year).indexOf(form)),
                    guardians);
        }
    }

    /** A guardian in a row. */
    public record Adult(String name, String relation, String mobile, String email) {}

    /** The school as it is in the school year that begins in {@code autumn}. */
    public static SchoolFile of(int autumn) {
        var random = new Random(420);
        var rows = new ArrayList<Row>();
        for (int year = 0; year < FORMS.size(); year++) {
            for (var form : FORMS.get(year)) {
                for (int n = 0; n < IN_A_FORM; n++) {
                    rows.add(row(random, rows.size(), autumn, year, form));
                }
            }
        }
        return new SchoolFile(List.copyOf(rows));
    }

    private static Row row(Random random, int number, int autumn, int year, String form) {
        var home = home(number);
        var family = FAMILY.get(home % FAMILY.size()) + (home >= 300 ? "-" + FAMILY.get(home % 7) : "");
        var given = GIVEN.get((number * 7 + number / 26) % GIVEN.size());
        var born = LocalDate.of(autumn - 5 - year, 9, 1).plusDays(random.nextInt(365));
        var rest = "8012000%02d%03d".formatted((autumn - year) % 100, number % 1000);
        var guardians = new ArrayList<Adult>();
        if (home % 60 != 59) {
            guardians.add(adult("Mrs", "Ann", family, "Mother", home, home % 9 != 0));
        }
        if (home % 3 != 0) {
            guardians.add(adult("Mr", "Sam", family, "Father", home + 1000, home % 4 != 0));
        }
        return new Row(Upn.letterFor(rest) + rest, family, given, born, year, form, List.copyOf(guardians));
    }

    /** Where a pupil lives: every fifth with the one sixty places, a year group, before. */
    private static int home(int number) {
        return number % 5 == 4 && number >= 60 ? home(number - 60) : number;
    }

    private static Adult adult(String title, String given, String family, String relation, int home, boolean email) {
        return new Adult(
                "%s %s %s".formatted(title, given, family),
                relation,
                "07700 9%05d".formatted(home),
                email ? "%s.%d@home.example".formatted(given.toLowerCase(Locale.ROOT), home) : "");
    }

    public List<Row> rows() {
        return rows;
    }

    /** Only the rows that pass. */
    public SchoolFile only(Predicate<Row> passes) {
        return new SchoolFile(rows.stream().filter(passes).toList());
    }

    /** Without the first {@code n} pupils of each form. */
    public SchoolFile withoutFirst(int n) {
        var seen = new HashMap<String, Integer>();
        return only(row -> seen.merge(row.form(), 1, Integer::sum) > n);
    }

    /** The same school a year later: everybody one year up, Year 6 gone, a new Reception. */
    public SchoolFile aYearLater(int autumn) {
        var later = new ArrayList<Row>();
        rows.stream()
                .filter(row -> row.year() < 6)
                .map(row -> row.inYear(row.year() + 1))
                .forEach(later::add);
        var random = new Random(autumn);
        IntStream.range(0, 2 * IN_A_FORM)
                .mapToObj(n -> row(random, 500 + n, autumn, 0, FORMS.get(0).get(n / IN_A_FORM)))
                .forEach(later::add);
        return new SchoolFile(List.copyOf(later));
    }

    /** As the records system writes it: UTF-8 with its mark, British dates, two contacts, a blank tail. */
    public byte[] csv() {
        var text = new StringBuilder("\uFEFFUPN,Legal Surname,Legal Forename,Date of Birth,Year Group,Reg Group");
        text.append(",Contact Name,Relationship,Parental Responsibility,Mobile,Email".repeat(2))
                .append(",Password\r\n");
        for (var row : rows) {
            text.append(String.join(
                    ",", row.upn(), row.family(), row.given(), row.born().format(BRITISH), row.label(), row.form()));
            for (int n = 0; n < 2; n++) {
                text.append(',')
                        .append(
                                n < row.guardians().size()
                                        ? cells(row.guardians().get(n))
                                        : ",,,,");
            }
            text.append(",Hunter2-").append(row.upn()).append("\r\n");
        }
        text.append(",,,,,,,,,,,,,,,,\r\n,,,,,,,,,,,,,,,,\r\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cells(Adult adult) {
        return List.of(adult.name(), adult.relation(), "Yes", adult.mobile(), adult.email()).stream()
                .collect(Collectors.joining(","));
    }
}
