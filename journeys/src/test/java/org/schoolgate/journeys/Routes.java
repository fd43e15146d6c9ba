package org.schoolgate.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the platform answers to a GET, from its tables of who may call what: a test of the platform holds those to what is
 * mapped, so that whatever is new stands here too.
 */
final class Routes {
    private static final Path TABLES = Path.of("..", "platform", "src", "test", "resources", "roles");
    private static final Pattern LINE = Pattern.compile("GET\\s+(\\S+)\\s*:.*");

    /** Only the demonstration has these, and no table. */
    private static final List<String> OF_THE_DEMONSTRATION = List.of("/outbox", "/outbox/{school}/{message}");

    private final List<Route> all;

    private Routes(List<Route> all) {
        this.all = all;
    }

    /** A route: its path, with a name in braces for whatever differs. */
    record Route(String path, Pattern pattern) {
        private static Route of(String path) {
            return new Route(path, Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+")));
        }

        private long variables() {
            return path.chars().filter(letter -> letter == '{').count();
        }

        boolean hasVariable() {
            return variables() > 0;
        }

        /** For programs, not for people. */
        private boolean isInterface() {
            return path.startsWith("/api/");
        }

        /** The words of the path, as part of a file's name. */
        String words() {
            return path.equals("/")
                    ? "home"
                    : path.substring(1).replaceAll("[{}]", "").replace('/', '-');
        }
    }

    static Routes read() {
        try (var tables = Files.list(TABLES)) {
            var inTables = tables.flatMap(Routes::lines)
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1));
            return new Routes(Stream.concat(inTables, OF_THE_DEMONSTRATION.stream())
                    .map(Route::of)
                    .filter(route -> !route.isInterface())
                    .sorted(Comparator.comparingLong(Route::variables))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The route that answers this path and query, the one with the fewest variables if several would. */
    Optional<Route> of(String address) {
        var path = address.replaceFirst("[?#].*$", "");
        return all.stream()
                .filter(route -> route.pattern().matcher(path).matches())
                .findFirst();
    }

    List<Route> all() {
        return all;
    }
}
