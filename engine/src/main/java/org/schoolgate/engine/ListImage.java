package org.schoolgate.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Category lists, read from a file. */
public final class ListImage implements AutoCloseable {
    private final Map<String, Set<String>> categoriesByName;

    private ListImage(Map<String, Set<String>> categoriesByName) {
        this.categoriesByName = categoriesByName;
    }

    /** The image of no lists at all. */
    public static ListImage empty() {
        return new ListImage(Map.of());
    }

    /** Opens an image; a file that is no whole image is refused with a sentence. */
    public static ListImage open(Path file) throws IOException {
        Map<String, Set<String>> names = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            names.computeIfAbsent(line.substring(tab + 1), _ -> new TreeSet<>()).add(line.substring(0, tab));
        }
        return new ListImage(names);
    }

    /** Writes the image of some short lists: category to names. */
    public static void write(Map<String, ? extends Collection<String>> lists, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lists.forEach((category, names) -> {
            for (String name : names) {
                lines.add(category + "\t" + Host.of(name));
            }
        });
        Files.write(file, lines);
    }

    /** Every category, in alphabetical order. */
    public List<String> categories() {
        return categoriesByName.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /** The categories of exactly this canonical name; a domain above it is another name. */
    public Set<String> categoriesOf(String name) {
        return categoriesByName.getOrDefault(name, Set.of());
    }

    @Override
    public void close() {}
}
