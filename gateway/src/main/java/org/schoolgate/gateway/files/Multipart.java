package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a form that is sent in parts (RFC 7578), each as it comes: of the body one buffer is in memory. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))");
    private static final int LONGEST_HEAD = 16 << 10;
    private static final int BUFFER = 16 << 10;

    private final InputStream in;
    private final byte[] end;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private boolean dry;
    private boolean over;

    /** Where the part under way ends in the buffer; negative while that is not in it. */
    private int found = -1;

    private @Nullable String disposition;

    private Multipart(InputStream in, String boundary) {
        this.in = in;
        end = ("\r\n--" + boundary).getBytes(ISO_8859_1);
        // The first boundary may stand at the very beginning.
        buffer[0] = '\r';
        buffer[1] = '\n';
        to = 2;
    }

    /** The form in a body of that type; null where it is none. */
    static @Nullable Multipart of(InputStream body, @Nullable String type) {
        if (type == null || !isMultipart(type)) {
            return null;
        }
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            return null;
        }
        return new Multipart(body, boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    }

    static boolean isMultipart(String type) {
        return type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** Goes to the next part, past what is left of the one before; false where there is none. */
    boolean next() throws IOException {
        byte[] unwanted = new byte[4 << 10];
        int count = 0;
        while (count >= 0) {
            count = read(unwanted, 0, unwanted.length);
        }
        if (over || found < 0) {
            return false;
        }
        from = found + end.length;
        found = -1;
        String line = line();
        if (line == null || line.startsWith("--")) {
            over = true;
            return false;
        }
        disposition = null;
        int head = 0;
        for (line = line(); line != null && !line.isEmpty(); line = line()) {
            head += line.length();
            if (head > LONGEST_HEAD) {
                over = true;
                return false;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                disposition = line.substring("content-disposition:".length()).strip();
            }
        }
        return line != null;
    }

    /** What the file in this part is called; null where it is a field of the form. */
    @Nullable
    String fileName() {
        String said = disposition;
        return said == null || !said.toLowerCase(Locale.ROOT).contains("filename") ? null : FileName.of(said, null);
    }

    /** The part, to its end. */
    InputStream part() {
        return new InBlocks() {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return Multipart.this.read(into, offset, length);
            }
        };
    }

    private int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int known = known();
        while (known == 0 && found < 0 && !dry) {
            fill();
            known = known();
        }
        if (known == 0) {
            over |= found < 0;
            return -1;
        }
        int count = Math.min(known, length);
        System.arraycopy(buffer, from, into, offset, count);
        from += count;
        return count;
    }

    /** How many bytes from here on are of this part for certain. */
    private int known() {
        if (found < 0) {
            found = find();
        }
        if (found >= 0) {
            return found - from;
        }
        return dry ? to - from : Math.max(0, to - from - end.length + 1);
    }

    private int find() {
        for (int at = from; at + end.length <= to; at++) {
            int same = 0;
            while (same < end.length && buffer[at + same] == end[same]) {
                same++;
            }
            if (same == end.length) {
                return at;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int count = in.read(buffer, to, buffer.length - to);
        if (count < 0) {
            dry = true;
        } else {
            to += count;
        }
    }

    /** The next line without its end; null where it does not end, or is longer than anything that makes sense. */
    private @Nullable String line() throws IOException {
        while (true) {
            for (int at = from; at < to; at++) {
                if (buffer[at] == '\n') {
                    int last = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
                    String line = new String(buffer, from, last - from, ISO_8859_1);
                    from = at + 1;
                    return line;
                }
            }
            if (dry || to - from > buffer.length / 2) {
                over = true;
                return null;
            }
            fill();
        }
    }
}
