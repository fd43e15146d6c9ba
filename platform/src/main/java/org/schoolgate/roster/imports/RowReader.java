package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.roster.Upn;
import org.schoolgate.roster.imports.FileContent.FileName;
import org.schoolgate.roster.imports.FileContent.Place;

/** One row being read: turns its cells into dates, years and names, and remembers what is wrong with them. */
final class RowReader {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>()\"]+@[^@\\s,;<>()\".]+(?:\\.[^@\\s,;<>()\".]+)+");
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_PHONE = 40;
    private static final int OLDEST_PUPIL = 20;

    private final Place place;
    private final LocalDate effective;
    private final List<Finding> findings = new ArrayList<>();

    /** @param effective the day on which the file holds: nobody in it is born later */
    RowReader(Place place, LocalDate effective) {
        this.place = place;
        this.effective = effective;
    }

    Place place() {
        return place;
    }

    List<Finding> findings() {
        return findings;
    }

    boolean isRejected() {
        return findings.stream().anyMatch(finding -> finding.reason().rejects());
    }

    void say(String said, Reason reason, Object... facts) {
        findings.add(Finding.of(place.part(), place.line(), said, reason, facts));
    }

    @Nullable
    LocalDate date(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        return switch (DateText.read(cell, Year.of(effective.getYear() + 1))) {
            case DateText.Day(var date) -> date;
            case DateText.NoSuchDay(var said) -> nothing(cell, Reason.NO_SUCH_DATE, said);
            case DateText.NotUnderstood() -> nothing(cell, Reason.DATE_NOT_UNDERSTOOD);
        };
    }

    @Nullable
    LocalDate birthday(String cell, boolean ofPupil) {
        var born = date(cell);
        if (born != null && !born.isBefore(effective)) {
            return nothing(cell, Reason.BORN_TOO_LATE);
        }
        if (born != null && ofPupil && born.isBefore(effective.minusYears(OLDEST_PUPIL))) {
            return nothing(cell, Reason.BORN_TOO_EARLY);
        }
        return born;
    }

    @Nullable
    Integer yearGroup(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        var year = YearText.read(cell);
        return year.isPresent() ? (Integer) year.getAsInt() : nothing(cell, Reason.YEAR_NOT_UNDERSTOOD);
    }

    @Nullable
    Boolean yesNo(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        var answer = YesNo.read(cell);
        return answer.isPresent() ? answer.get() : nothing(cell, Reason.YES_OR_NO_NOT_UNDERSTOOD);
    }

    @Nullable
    String upn(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        return switch (Upn.check(cell)) {
            case Upn.Check.Good(var upn) -> upn.value();
            case Upn.Check.Malformed() -> nothing(cell, Reason.UPN_MALFORMED);
            case Upn.Check.WrongLetter(var expected) -> nothing(cell, Reason.UPN_WRONG_LETTER, expected);
        };
    }

    /** The first address in the cell; what is none is left out with a remark, and the line goes in. */
    @Nullable
    String email(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        for (var word : cell.split("[\\s,;<>]+", -1)) {
            if (word.length() <= LONGEST_EMAIL && EMAIL.matcher(word).matches()) {
                return word;
            }
        }
        return nothing(cell, Reason.EMAIL_LEFT_OUT);
    }

    @Nullable
    String phone(String cell) {
        return cell.isEmpty() || cell.length() > LONGEST_PHONE ? null : cell;
    }

    /** A name with both its parts; an adult may do with a title instead of a given one. */
    Optional<FileName> name(FileName name, boolean ofPupil) {
        var said = (name.family() + ", " + name.given()).strip();
        if (name.given().isEmpty() && name.family().isEmpty()) {
            say("", Reason.NO_NAME);
        } else if (name.family().isEmpty()) {
            say(name.given(), Reason.NO_FAMILY_NAME);
        } else if (name.given().isEmpty() && (ofPupil || name.title().isEmpty())) {
            say(name.family(), Reason.NO_GIVEN_NAME);
        } else if (Math.max(name.given().length(), name.family().length()) > Limits.NAME
                || Math.max(name.title().length(), name.knownAs().length()) > Limits.NAME) {
            say(said.substring(0, Limits.NAME / 2), Reason.NAME_TOO_LONG, Limits.NAME);
        } else if (name.family().codePoints().noneMatch(Character::isLetter)) {
            say(said, Reason.NAME_WITHOUT_LETTERS);
        } else {
            return Optional.of(name);
        }
        return Optional.empty();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // Stands for "no value of any kind", after the reason was kept.
    private <T> @Nullable T nothing(String said, Reason reason, Object... facts) {
        say(said, reason, facts);
        return null;
    }
}
