package org.schoolgate.engine.lists;

/** A host a line, as in squidGuard's {@code domains}; a comment begins with a hash. */
final class PlainReader implements ListReader {
    @Override
    public void read(String line, Entries out) {
        String text = withoutComment(line);
        if (!text.isEmpty()) {
            host(text, out);
        }
    }

    static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return (hash < 0 ? line : line.substring(0, hash)).strip();
    }

    static void host(String text, Entries out) {
        if (text.startsWith("*.")) {
            out.everythingBelow(text.substring(2));
        } else if (text.startsWith(".")) {
            out.everythingBelow(text.substring(1));
        } else {
            out.host(text);
        }
    }
}
