package org.schoolgate.engine.lists;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression a line, as in squidGuard's {@code expressions}. Only those that say "this domain and below" can be used. */
final class ExpressionReader implements ListReader {
    private static final Pattern DOMAIN =
            Pattern.compile("(?:\\(\\^\\|\\\\\\.\\)|\\((?:\\\\\\.)\\|\\^\\)|\\^\\(\\.[*+]\\\\\\.\\)\\?)"
                    + "((?:[A-Za-z0-9_-]+\\\\\\.)+[A-Za-z0-9-]+)\\$");

    @Override
    public void read(String line, Entries out) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        Matcher domain = DOMAIN.matcher(text);
        if (domain.matches()) {
            out.everythingBelow(domain.group(1).replace("\\", ""));
        } else {
            out.reject("an expression that judges by pieces of words");
        }
    }
}
