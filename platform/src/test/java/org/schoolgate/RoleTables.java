package org.schoolgate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The tables of who may call what, {@code roles/<module>.txt}, as they were written by hand. */
final class RoleTables {
    private RoleTables() {}

    /** A route of the tables; {@code roles} is null for a public one. */
    record Route(String method, String path, @Nullable Set<Role> roles) {
        boolean isPublic() {
            return roles == null;
        }

        String key() {
            return method + " " + path;
        }

        /** Whether an id of something stands in its path. */
        boolean hasVariable() {
            return path.contains("{");
        }

        /** The path with something in each place that no school has. */
        String somewhere() {
            return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()).replace("/**", "/x");
        }
    }

    /** Every route by its method and path. */
    static Map<String, Route> all() {
        var routes = new TreeMap<String, Route>(Comparator.naturalOrder());
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:roles/*.txt")) {
                file.getContentAsString(StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(RoleTables::route)
                        .forEach(route -> {
                            if (routes.put(route.key(), route) != null) {
                                throw new IllegalStateException("twice in the tables: " + route.key());
                            }
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return routes;
    }

    private static Route route(String line) {
        var colon = line.lastIndexOf(" : ");
        var request = line.substring(0, colon).strip().split("\\s+", 2);
        var words = List.of(line.substring(colon + 3).strip().split("\\s+", -1));
        Set<Role> roles = words.equals(List.of("public"))
                ? null
                : words.equals(List.of("everybody"))
                        ? EnumSet.allOf(Role.class)
                        : words.stream().flatMap(RoleTables::roles).collect(Collectors.toSet());
        return new Route(request[0], request[1], roles);
    }

    /** A role by its name, {@code staff} for all who work for the school, {@code gateway} for nobody who is a person. */
    private static Stream<Role> roles(String word) {
        return switch (word) {
            case "staff" -> Arrays.stream(Role.values()).filter(Role::isStaff);
            case "gateway" -> Stream.empty();
            default -> Stream.of(Role.valueOf(word));
        };
    }
}
