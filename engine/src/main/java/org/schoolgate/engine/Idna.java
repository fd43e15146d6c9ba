package org.schoolgate.engine;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UTS-46, non-transitional, as browsers use it: joiners and directions are checked, hyphens are not. */
final class Idna {
    private static final String PREFIX = "xn--";
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Idna() {}

    /**
     * The name in lower-case A-labels; dots stay as they are. The direction of letters is judged over all labels, but not in
     * {@link #faultOf}, as what is ASCII already can be looked up as it is.
     */
    static String toAscii(String name) {
        List<String> labels = new ArrayList<>();
        for (String label : mapped(name).split("\\.", -1)) {
            labels.add(label.startsWith(PREFIX) ? decoded(label) : label);
        }
        boolean anyRightToLeft = labels.stream().anyMatch(Directions::isRightToLeft);
        List<String> out = new ArrayList<>();
        for (String label : labels) {
            boolean ascii = isAscii(label);
            if (!ascii) {
                check(label);
            }
            if (anyRightToLeft && !label.isEmpty() && !Directions.isOrderly(label)) {
                throw new MalformedHost("letters that run left and right are mixed: " + label);
            }
            out.add(ascii ? label : encoded(label));
        }
        return String.join(".", out);
    }

    /** Why an A-label of this ASCII name is not the A-label of something, or not its only spelling; null if each is. */
    static @Nullable String faultOf(String name) {
        try {
            for (int from = 0; from < name.length(); ) {
                int dot = name.indexOf('.', from);
                int to = dot < 0 ? name.length() : dot;
                if (name.startsWith(PREFIX, from)) {
                    String label = name.substring(from, to);
                    String text = decoded(label);
                    check(text);
                    if (!label.equals(encoded(text))) {
                        return "no punycode: " + label;
                    }
                }
                from = to + 1;
            }
            return null;
        } catch (MalformedHost e) {
            return e.why();
        }
    }

    private static String encoded(String label) {
        return PREFIX + Punycode.encode(codePoints(label));
    }

    /** The labels as people read them; a label that decodes to nothing valid stays as it is. */
    static String toUnicode(String name) {
        List<String> labels = new ArrayList<>();
        for (String label : name.split("\\.", -1)) {
            String shown = label;
            if (label.startsWith(PREFIX)) {
                try {
                    shown = decoded(label);
                } catch (MalformedHost e) {
                    shown = label;
                }
            }
            labels.add(shown);
        }
        return String.join(".", labels);
    }

    private static String mapped(String name) {
        IdnaTable table = IdnaTable.get();
        StringBuilder out = new StringBuilder();
        for (int c : codePoints(name)) {
            switch (table.status(c)) {
                case VALID -> out.appendCodePoint(c);
                case MAPPED -> out.append(table.mapping(c));
                case IGNORED -> {}
                case DISALLOWED -> throw new MalformedHost("no character of a name: U+%04X".formatted(c));
            }
        }
        return Normalizer.normalize(out, Form.NFC);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int[] codePoints(String text) {
        int[] characters = new int[text.codePointCount(0, text.length())];
        int at = 0;
        for (int i = 0; i < characters.length; i++) {
            characters[i] = text.codePointAt(at);
            at += Character.charCount(characters[i]);
        }
        return characters;
    }

    private static String decoded(String label) {
        String text = Punycode.decode(label.substring(PREFIX.length()));
        if (isAscii(text)) {
            throw new MalformedHost("punycode of nothing: " + label);
        }
        return text;
    }

    private static void check(String label) {
        if (!Normalizer.isNormalized(label, Form.NFC)) {
            throw new MalformedHost("not in normal form: " + label);
        }
        if (label.startsWith(PREFIX)) {
            throw new MalformedHost("punycode of punycode: " + label);
        }
        int type = Character.getType(label.codePointAt(0));
        if (type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK) {
            throw new MalformedHost("a label begins with a mark: " + label);
        }
        IdnaTable table = IdnaTable.get();
        int[] characters = codePoints(label);
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if (c == '.' || table.status(c) != IdnaTable.Status.VALID) {
                throw new MalformedHost("no character of a name: U+%04X".formatted(c));
            }
            boolean joiner = c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            boolean needed =
                    table.followsVirama(characters, i) || (c == ZERO_WIDTH_NON_JOINER && table.joins(characters, i));
            if (joiner && !needed) {
                throw new MalformedHost("an invisible joiner that joins nothing");
            }
        }
    }
}
