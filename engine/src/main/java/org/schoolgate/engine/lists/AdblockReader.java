package org.schoolgate.engine.lists;

import java.util.Set;

/** Adblock rules, of which those for whole domains can be used: {@code ||casino.example^}. */
final class AdblockReader implements ListReader {
    /** Options that leave a rule what it is: for everything under the domain, wherever it is asked for. */
    private static final Set<String> HARMLESS = Set.of("all", "document", "doc", "important", "popup");

    @Override
    public void read(String line, Entries out) {
        String text = line.strip();
        if (text.isEmpty()
                || text.startsWith("!")
                || text.startsWith("[")
                || text.startsWith("# ")
                || text.equals("#")) {
            return;
        }
        if (text.startsWith("@@")) {
            out.reject("an exception, and lists only add");
        } else if (text.contains("##") || text.contains("#@#") || text.contains("#?#") || text.contains("#$#")) {
            out.reject("hides a part of a page");
        } else if (text.startsWith("||")) {
            domain(text.substring(2), out);
        } else if (text.startsWith("/") || text.startsWith("|")) {
            out.reject("a pattern of URLs, and only whole domains are listed");
        } else {
            PlainReader.host(text, out);
        }
    }

    private static void domain(String rule, Entries out) {
        int dollar = rule.indexOf('$');
        String pattern = dollar < 0 ? rule : rule.substring(0, dollar);
        if (dollar >= 0) {
            for (String option : rule.substring(dollar + 1).split(",", -1)) {
                if (!HARMLESS.contains(option)) {
                    out.reject("holds for some requests only: " + option);
                    return;
                }
            }
        }
        if (pattern.endsWith("^") || pattern.endsWith("/")) {
            pattern = pattern.substring(0, pattern.length() - 1);
        } else if (pattern.endsWith("^|")) {
            pattern = pattern.substring(0, pattern.length() - 2);
        }
        if (pattern.indexOf('*') >= 0 || pattern.indexOf('/') >= 0 || pattern.indexOf('^') >= 0) {
            out.reject("a pattern of URLs, and only whole domains are listed");
        } else {
            out.everythingBelow(pattern);
        }
    }
}
