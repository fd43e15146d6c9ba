package org.schoolgate.engine.lists;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/** A response policy zone: each name that it answers for, in whatever way, is listed; what it lets through is not. */
final class ZoneReader implements ListReader {
    private static final List<String> OTHER_TRIGGERS =
            List.of(".rpz-ip", ".rpz-client-ip", ".rpz-nsdname", ".rpz-nsip");

    private String origin = "";
    private String owner = "";
    private boolean insideParentheses;

    @Override
    public void read(String line, Entries out) {
        String text = withoutComment(line);
        if (insideParentheses) {
            insideParentheses = text.indexOf(')') < 0;
            return;
        }
        insideParentheses = text.indexOf('(') >= 0 && text.indexOf(')') < 0;
        List<String> words = words(text);
        if (words.isEmpty() || words.getFirst().equalsIgnoreCase("$ttl")) {
            return;
        }
        if (words.getFirst().startsWith("$")) {
            directive(words, out);
            return;
        }
        if (!Character.isWhitespace(text.charAt(0))) {
            owner = words.removeFirst();
        }
        while (!words.isEmpty() && (isClass(words.getFirst()) || isTime(words.getFirst()))) {
            words.removeFirst();
        }
        if (words.isEmpty()) {
            out.reject("a record without a type");
        } else {
            record(words.removeFirst().toUpperCase(Locale.ROOT), words, out);
        }
    }

    private void directive(List<String> words, Entries out) {
        if (words.getFirst().equalsIgnoreCase("$origin") && words.size() > 1) {
            origin = words.get(1).toLowerCase(Locale.ROOT);
        } else {
            out.reject("unknown directive " + words.getFirst());
        }
    }

    private void record(String type, List<String> data, Entries out) {
        if (type.equals("SOA") || type.equals("NS")) {
            if (type.equals("SOA") && origin.isEmpty() && owner.endsWith(".")) {
                origin = owner.toLowerCase(Locale.ROOT);
            }
            return;
        }
        String target = data.isEmpty() ? "" : data.getFirst().toLowerCase(Locale.ROOT);
        String name = relative(owner);
        if (target.startsWith("rpz-passthru")) {
            out.reject("lets a name through, and lists only add");
        } else if (OTHER_TRIGGERS.stream().anyMatch(name::endsWith)) {
            out.reject("judges by another thing than the name");
        } else if (name.startsWith("*.")) {
            out.everythingBelow(name.substring(2));
        } else {
            out.host(name);
        }
    }

    private String relative(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".")) {
            return name;
        }
        boolean below = !origin.isEmpty() && !origin.equals(".") && lower.endsWith("." + origin);
        return name.substring(0, name.length() - (below ? origin.length() + 1 : 1));
    }

    private static String withoutComment(String line) {
        int semicolon = line.indexOf(';');
        return semicolon < 0 ? line : line.substring(0, semicolon);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    private static boolean isClass(String word) {
        return word.equalsIgnoreCase("IN");
    }

    private static boolean isTime(String word) {
        return Character.isDigit(word.charAt(0)) && word.matches("(\\d+[smhdwSMHDW]?)+");
    }
}
