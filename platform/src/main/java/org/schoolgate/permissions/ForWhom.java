package org.schoolgate.permissions;

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

    public ForWhom {
        refs = Set.copyOf(new TreeSet<>(refs));
        if (refs.isEmpty()) {
            throw new IllegalArgumentException("a permission for nobody: " + label);
        }
    }

    public static String ref(PersonId person) {
        return "person:" + person;
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
