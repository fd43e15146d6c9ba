package org.schoolgate.engine.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/*
 * A folder of lists is one of two things, or both at once: a folder for each category, with squidGuard's three files or with any
 * others in it, and files that are named after their category.
 */
/** One file of a category. */
record ListFile(String category, Path path) {
    private static final Set<String> SQUIDGUARD = Set.of("domains", "urls", "expressions");
    private static final Set<String> ENDINGS =
            Set.of("txt", "list", "hosts", "domains", "rpz", "zone", "adblock", "abp", "conf");

    /** The lists of a folder, in order of category and name; whatever else lies there goes to the other list. */
    static List<ListFile> in(Path folder, List<Path> others) throws IOException {
        List<ListFile> lists = new ArrayList<>();
        for (Path path : sorted(folder)) {
            String name = path.getFileName().toString();
            if (name.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(path)) {
                category(name, path, lists, others);
            } else if (ENDINGS.contains(ending(plainName(path)))) {
                lists.add(new ListFile(withoutEnding(plainName(path)), path));
            } else {
                others.add(path);
            }
        }
        return lists;
    }

    private static void category(String category, Path folder, List<ListFile> lists, List<Path> others)
            throws IOException {
        List<Path> files = sorted(folder).stream().filter(Files::isRegularFile).toList();
        boolean squidGuard = files.stream().anyMatch(file -> SQUIDGUARD.contains(plainName(file)));
        for (Path file : files) {
            boolean hidden = file.getFileName().toString().startsWith(".");
            if (!hidden && (!squidGuard || SQUIDGUARD.contains(plainName(file)))) {
                lists.add(new ListFile(category, file));
            } else {
                others.add(file);
            }
        }
    }

    /** The file's name without .gz. */
    String plainName() {
        return plainName(path);
    }

    boolean isPacked() {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static String plainName(Path path) {
        String name = path.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}
