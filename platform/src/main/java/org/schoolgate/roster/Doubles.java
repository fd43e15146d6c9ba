package org.schoolgate.roster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Component;

/** Finds the people of a school who may be the same person as somebody who is being written down. */
@Component
class Doubles {
    private final PersonStore people;

    Doubles(PersonStore people) {
        this.people = people;
    }

    /** Children like this one, who are here, were here or are to come. */
    List<Person> ofPupil(SchoolId school, NewPerson child) {
        return like(school, child, true);
    }

    /** Adults like this one. */
    List<Person> ofAdult(SchoolId school, NewPerson adult) {
        return like(school, adult, false);
    }

    private List<Person> like(SchoolId school, NewPerson newcomer, boolean pupil) {
        return people.everybody(school).stream()
                .filter(kind -> kind.isPupil() == pupil)
                .map(PersonStore.Kind::person)
                .filter(known -> isLike(known, newcomer))
                .toList();
    }

    /** The same family name with the same birthday; where one is not known, with the same given name, mailbox or telephone. */
    private static boolean isLike(Person known, NewPerson newcomer) {
        if (!plain(known.name().family()).equals(plain(newcomer.name().family()))) {
            return false;
        }
        if (known.born() != null && newcomer.born() != null) {
            return known.born().equals(newcomer.born());
        }
        return sameGiven(known.name(), newcomer.name()) || sameReach(known, newcomer);
    }

    private static boolean sameReach(Person known, NewPerson newcomer) {
        boolean mailbox = known.email() != null && known.email().equalsIgnoreCase(newcomer.email());
        boolean telephone = known.phone() != null && digits(known.phone()).equals(digits(newcomer.phone()));
        return mailbox || telephone;
    }

    private static boolean sameGiven(PersonName known, PersonName newcomer) {
        var names = List.of(plain(first(known)), plain(known.called()));
        return names.contains(plain(first(newcomer))) || names.contains(plain(newcomer.called()));
    }

    /** The given name, or the title where only that is known: Mrs Lindqvist. */
    private static String first(PersonName name) {
        return name.given().isEmpty() ? name.title() : name.given();
    }

    private static String plain(String name) {
        return PersonName.plain(name);
    }

    private static String digits(@Nullable String phone) {
        return phone == null ? "" : phone.replaceAll("\\D", "");
    }
}
