package org.schoolgate.gateway.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.engine.lists.ListCompiler;

/** What a compilation says while it goes on: rejected lines, and on a terminal a bar that stays in place. */
final class CompileReport implements ListCompiler.Listener {
    private static final int LONGEST_TEXT = 120;
    private static final int BAR = 30;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean onTerminal =
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private int shown = -1;

    CompileReport(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void rejected(Path file, long line, String text, String why) {
        clear();
        err.println(file + ":" + line + ": " + why + ": " + printable(text));
    }

    @Override
    public void passedOver(Path file) {
        clear();
        err.println(file + ": not a list, passed over");
    }

    @Override
    public void progress(long bytesRead, long bytesInAll, long names) {
        int percent = (int) (bytesInAll == 0 ? 100 : Math.min(100, bytesRead * 100 / bytesInAll));
        if (onTerminal && percent != shown) {
            shown = percent;
            int full = percent * BAR / 100;
            err.printf(
                    Locale.ROOT,
                    "%s%s%s %d %%, %,d names",
                    CLEAR_LINE,
                    "#".repeat(full),
                    "-".repeat(BAR - full),
                    percent,
                    names);
            err.flush();
        }
    }

    void counts(Map<String, ListCompiler.Count> categories) {
        clear();
        int width = categories.keySet().stream().mapToInt(String::length).max().orElse(0);
        categories.forEach((category, count) -> err.printf(
                Locale.ROOT,
                "%-" + Math.max(width, 1) + "s %,11d names %,9d rejected%n",
                category,
                count.names(),
                count.rejected()));
        err.flush();
    }

    private void clear() {
        if (shown >= 0) {
            err.print(CLEAR_LINE);
            shown = -1;
        }
    }

    /** The beginning of a line, with nothing in it that a terminal would obey. */
    private static String printable(String text) {
        String start = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
