package org.schoolgate.gateway.page;

/** Text that is markup already; every other text is escaped. */
record Html(String markup) {
    static Html of(Object value) {
        return value instanceof Html html ? html : new Html(escaped(value.toString()));
    }

    /** Plain ASCII in the end, which is quick to send whatever the language of the words. */
    private static String escaped(String text) {
        int first = firstToEscape(text);
        if (first < 0) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 32).append(text, 0, first);
        text.substring(first).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (isPlain(c)) {
                        escaped.append((char) c);
                    } else {
                        escaped.append("&#").append(c).append(';');
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static int firstToEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i)) || "&<>\"".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPlain(int c) {
        return c < 0x7f && c != '\'';
    }
}
