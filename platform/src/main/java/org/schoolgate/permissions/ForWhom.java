package org.schoolgate.permissions;

import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a permission is for.
 *
 * @param refs as enforcement points know them: {@code class:<id>}, {@code person:<id>}, {@code phase:KS2}, {@code staff}
 * @param label as people read it: "Kingfishers, 28 pupils"
 */
public record ForWhom(Set<String> refs, String label) {
    public ForWhom {
        refs = Set.copyOf(new TreeSet<>(refs));
        if (refs.isEmpty()) {
            throw new IllegalArgumentException("a permission for nobody: " + label);
        }
    }
}
