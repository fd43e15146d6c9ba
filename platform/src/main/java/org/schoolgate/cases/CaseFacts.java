package org.schoolgate.cases;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.kernel.PersonId;

/** What has to be known of a case to say whose it is. */
record CaseFacts(CaseFile file, List<OnCase> people, Set<PersonId> readers, List<Waiting> waiting) {
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
