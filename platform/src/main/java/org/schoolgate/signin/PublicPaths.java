package org.schoolgate.signin;

import java.util.List;

/**
 * Paths that a module opens to people who are not signed in, as a bean. All others ask for sign-in: a page is closed
 * until somebody says why it is open.
 *
 * @param patterns as Spring writes them, {@code /s/**}
 */
public record PublicPaths(List<String> patterns) {
    public static PublicPaths of(String... patterns) {
        return new PublicPaths(List.of(patterns));
    }
}
