package org.schoolgate.permissions;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.ClassId;

/**
 * Whom a permission is for.
 *
 * @param refs as enforcement points know them: {@code class:<id>}, {@code person:<id>}, {@code phase:KS2},
 *     {@code year:6}, {@code staff}
 * @param label as people read it: "Kingfishers, 28 pupils"
 */
public record ForWhom(Set<String> refs, String label) {
    /** Everybody who works at the school. */
    public static final String STAFF = "staff";

    private static final String PERSON = "person:";

    public ForWhom {
        refs = Set.copyOf(new TreeSet<>(refs));
        if (refs.isEmpty()) {
            throw new IllegalArgumentException("a permission for nobody: " + label);
        }
    }

    /** The people among them who are meant by themselves. */
    public List<PersonId> people() {
        return refs.stream()
                .filter(ref -> ref.startsWith(PERSON))
                .map(ref -> PersonId.of(ref.substring(PERSON.length())))
                .toList();
    }

    public static String ref(PersonId person) {
        return PERSON + person;
    }

    public static String ref(ClassId schoolClass) {
        return "class:" + schoolClass;
    }

    /** A year group, where 0 is Reception. */
    public static String ofYear(int yearGroup) {
        return "year:" + yearGroup;
    }

    public static String ref(Phase phase) {
        return "phase:" + phase;
    }
}
