package org.schoolgate.cases;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.kernel.PersonId;

/** What has to be known of a case to say whose it is. */
record CaseFacts(CaseFile file, List<OnCase> people, Set<PersonId> readers, List<Waiting> waiting) {
    /** Before anything was said in a case. */
    static CaseFacts ofNothing(CaseFile file) {
        return new CaseFacts(file, List.of(), Set.of(), List.of());
    }

    /** Whether steps may be others' by it than by these, as it is closer or others are on it. */
    boolean isInOtherHandsThan(CaseFacts other) {
        return file.circle() != other.file.circle() || !people.equals(other.people);
    }

    boolean isSubject(PersonId person) {
        return people.stream().anyMatch(one -> one.isSubject() && one.is(person));
    }

    Set<PersonId> pupils() {
        return people.stream().filter(OnCase::isPupil).map(OnCase::person).collect(Collectors.toSet());
    }

    /** Who told it and who opened it. */
    boolean isReporter(PersonId person) {
        return file.openedBy().equals(person) || person.equals(file.toldBy());
    }
}
