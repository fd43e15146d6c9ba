package org.schoolgate.engine.lists;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.schoolgate.engine.Canary;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.ImageBuilder;

/** Compiles folders of category lists into a list image. */
public final class ListCompiler {
    private static final int LINES_TO_KNOW_A_FORMAT = 200;
    private static final int LINES_BETWEEN_REPORTS = 1 << 14;

    /** Hears how a compilation goes. */
    public interface Listener {
        /** A line, or a part of one, is left out of the image. */
        void rejected(Path file, long line, String text, String why);

        /** A file is no list. */
        void passedOver(Path file);

        /** So much of the files has been read. */
        void progress(long bytesRead, long bytesInAll, long names);
    }

    /** What became of one category: its different names, and its rejected entries. */
    public record Count(long names, long rejected) {}

    /** What became of the lists; an image was written if there is any name. The canaries are none of these. */
    public record Outcome(Map<String, Count> categories, long names) {}

    private final Listener listener;
    private final ImageBuilder builder = new ImageBuilder(new SecureRandom().nextLong());
    private final Map<String, Count> counts = new TreeMap<>();
    private long bytesRead;
    private long bytesInAll;

    private ListCompiler(Listener listener) {
        this.listener = listener;
    }

    /** Compiles a folder of lists; a file that cannot be read to its end stops it, and the old image stays. */
    public static Outcome compile(Path folder, Path image, Listener listener) throws IOException {
        ListCompiler compiler = new ListCompiler(listener);
        compiler.readAll(folder);
        long names = compiler.builder.names();
        if (names > 0) {
            compiler.addCanaries();
            compiler.builder.write(image);
        }
        return new Outcome(compiler.counts, names);
    }

    /** A list that is empty gets none: that it closes anything cannot be proved. */
    private void addCanaries() {
        counts.forEach((category, count) -> {
            Host canary = Host.of(Canary.of(category));
            if (count.names() > 0 && !(canary instanceof Host.Malformed)) {
                builder.add(builder.category(category), canary);
            }
        });
    }

    private void readAll(Path folder) throws IOException {
        List<Path> others = new ArrayList<>();
        List<ListFile> files = ListFile.in(folder, others);
        others.forEach(listener::passedOver);
        for (ListFile file : files) {
            bytesInAll += Files.size(file.path());
        }
        for (ListFile file : files) {
            try {
                read(file);
            } catch (IOException e) {
                throw new IOException(file.path() + " cannot be read to its end: " + e.getMessage(), e);
            }
        }
        listener.progress(bytesRead, bytesInAll, builder.names());
    }

    private void read(ListFile file) throws IOException {
        long before = bytesRead;
        ListFormat format;
        try (InputStream in = open(file)) {
            format = ListFormat.of(file.plainName(), firstLines(new Lines(in)));
        }
        bytesRead = before;
        try (InputStream in = open(file)) {
            read(file, new Lines(in), format.reader());
        }
        bytesRead = before + Files.size(file.path());
    }

    private static List<String> firstLines(Lines lines) throws IOException {
        List<String> first = new ArrayList<>();
        for (String line = lines.next(); line != null && first.size() < LINES_TO_KNOW_A_FORMAT; line = lines.next()) {
            first.add(line);
        }
        return first;
    }

    private void read(ListFile file, Lines lines, ListReader reader) throws IOException {
        Category category = new Category(file, lines);
        for (String line = lines.next(); line != null; line = lines.next()) {
            category.line = line;
            if (lines.isCut()) {
                category.reject("longer than any entry");
            } else {
                reader.read(line, category);
            }
            if (lines.number() % LINES_BETWEEN_REPORTS == 0) {
                listener.progress(bytesRead, bytesInAll, builder.names());
            }
        }
        counts.merge(
                file.category(),
                new Count(category.names, category.rejected),
                (a, b) -> new Count(a.names() + b.names(), a.rejected() + b.rejected()));
    }

    private InputStream open(ListFile file) throws IOException {
        InputStream counted = new FilterInputStream(Files.newInputStream(file.path())) {
            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                int read = super.read(into, at, length);
                bytesRead += Math.max(read, 0);
                return read;
            }
        };
        return file.isPacked() ? new GZIPInputStream(new BufferedInputStream(counted), 1 << 16) : counted;
    }

    /** Takes the entries of one file. */
    private final class Category implements Entries {
        private final ListFile file;
        private final Lines lines;
        private final int number;
        private String line = "";
        private long names;
        private long rejected;

        Category(ListFile file, Lines lines) {
            this.file = file;
            this.lines = lines;
            this.number = builder.category(file.category());
        }

        @Override
        public void host(String raw) {
            add(Host.of(raw), false);
        }

        @Override
        public void everythingBelow(String raw) {
            add(Host.of(raw), true);
        }

        private void add(Host host, boolean wide) {
            switch (host) {
                case Host.Malformed(var why) -> reject(why);
                case Host.Name(var name)
                when !wide && name.indexOf('.') < 0 ->
                    reject("a top-level domain is listed only where it is written like one: ." + name);
                case Host.Name _, Host.Address _ -> names += builder.add(number, host) ? 1 : 0;
            }
        }

        @Override
        public void reject(String why) {
            rejected++;
            listener.rejected(file.path(), lines.number(), line, why);
        }
    }
}
