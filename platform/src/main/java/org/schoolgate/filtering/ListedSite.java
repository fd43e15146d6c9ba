package org.schoolgate.filtering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A line of a list of sites that somebody pasted or sent as a file: the site, and its reason where a second column has one.
 *
 * @param number of the line, from 1
 */
record ListedSite(int number, String site, String reason) {
    private static final Set<String> HEADS = Set.of("site", "sites", "host", "url", "domain", "address", "web site");
    private static final String MARK = "\uFEFF";

    /** The lines that say something; a head, empty lines and remarks are none. */
    static List<ListedSite> read(String text) {
        var lines = text.startsWith(MARK) ? text.substring(1) : text;
        var listed = new ArrayList<ListedSite>();
        int number = 0;
        for (var line : lines.lines().toList()) {
            number++;
            var cells = cells(line);
            var site = cells.getFirst().strip();
            boolean isHead = listed.isEmpty() && HEADS.contains(site.toLowerCase(Locale.ROOT));
            if (!site.isEmpty() && !site.startsWith("#") && !isHead) {
                listed.add(new ListedSite(
                        number, site, cells.size() > 1 ? cells.get(1).strip() : ""));
            }
        }
        return listed;
    }

    /** The cells of one line, with commas, semicolons or tabs between them; quotes as RFC 4180 has them. */
    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == ',' || c == ';' || c == '\t')) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
