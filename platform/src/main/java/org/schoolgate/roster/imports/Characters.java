package org.schoolgate.roster.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** Text as school offices save it: UTF-8 with or without its mark, Excel's Unicode text, or Windows-1252. */
final class Characters {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    /** Control and direction characters, and other things that show nothing and hide much. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}&&[^\\s\\u200C\\u200D]]");

    private Characters() {}

    static String decode(byte[] bytes) throws UnusableFile {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return strict(StandardCharsets.UTF_8, bytes, 3);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return strict(StandardCharsets.UTF_16LE, bytes, 2);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return strict(StandardCharsets.UTF_16BE, bytes, 2);
        }
        try {
            return strict(StandardCharsets.UTF_8, bytes, 0);
        } catch (UnusableFile _) {
            return strict(WINDOWS, bytes, 0);
        }
    }

    /** A cell as people mean it: composed letters, single blanks, nothing unseen, nothing around it. */
    static String tidy(String cell) {
        var composed = Normalizer.normalize(cell, Normalizer.Form.NFC);
        return BLANKS.matcher(UNSEEN.matcher(composed).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String strict(Charset charset, byte[] bytes, int from) throws UnusableFile {
        try {
            var text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new UnusableFile(Fault.NOT_TEXT);
            }
            return text;
        } catch (CharacterCodingException _) {
            throw new UnusableFile(Fault.NOT_TEXT);
        }
    }
}
