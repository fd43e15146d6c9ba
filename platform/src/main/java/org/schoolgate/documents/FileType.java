package org.schoolgate.documents;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file may be, told by its bytes: a name says what somebody wants it to be. */
public enum FileType {
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    WEBP("image/webp", "webp"),
    PDF("application/pdf", "pdf"),
    EML("message/rfc822", "eml"),
    TEXT("text/plain", "txt");

    private static final byte[] PNG_BEGINS = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_BEGINS = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PDF_BEGINS = {'%', 'P', 'D', 'F', '-'};
    private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
    private static final byte[] WEBP_IN_RIFF = {'W', 'E', 'B', 'P'};
    private static final int IN_RIFF = 8;

    /** A PDF says that it is over in its last bytes. */
    private static final int TAIL = 1024;

    /** How far the head of a message is looked at. */
    private static final int HEAD = 64 * 1024;

    private static final Pattern HEADER = Pattern.compile(
            "^(from|to|date|subject|received|message-id|mime-version|return-path|delivered-to):.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ANY_HEADER = Pattern.compile("^[!-9;-~]+:.*|^[ \t].*");
    /** Fewer known headers than these may stand at the beginning of any note. */
    private static final int HEADERS = 3;

    private static final Set<Integer> WHITE = Set.of((int) '\t', (int) '\n', (int) '\r', (int) '\f');

    private final String mediaType;
    private final String ending;

    FileType(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /** How the name of such a file ends. */
    public String ending() {
        return ending;
    }

    public boolean isPicture() {
        return this == PNG || this == JPEG || this == WEBP;
    }

    /** What these bytes are, if they are whole and of a type that is taken. */
    static Optional<FileType> of(byte[] bytes) {
        if (begins(bytes, 0, PNG_BEGINS)) {
            return Optional.of(PNG);
        }
        if (begins(bytes, 0, JPEG_BEGINS)) {
            return Optional.of(JPEG);
        }
        if (begins(bytes, 0, RIFF) && begins(bytes, IN_RIFF, WEBP_IN_RIFF)) {
            return Optional.of(WEBP);
        }
        if (begins(bytes, 0, PDF_BEGINS)) {
            return endsAsPdf(bytes) ? Optional.of(PDF) : Optional.empty();
        }
        if (isMessage(bytes)) {
            return Optional.of(EML);
        }
        return isText(bytes) ? Optional.of(TEXT) : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int at, byte[] wanted) {
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static boolean endsAsPdf(byte[] bytes) {
        var from = Math.max(0, bytes.length - TAIL);
        return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1).contains("%%EOF");
    }

    private static boolean isMessage(byte[] bytes) {
        for (var one : bytes) {
            if (one == 0) {
                return false;
            }
        }
        var head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        var lines = head.lines().takeWhile(line -> !line.isEmpty()).toList();
        return lines.stream().allMatch(line -> ANY_HEADER.matcher(line).matches())
                && lines.stream().filter(line -> HEADER.matcher(line).matches()).count() >= HEADERS;
    }

    private static boolean isText(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.chars().allMatch(letter -> !Character.isISOControl(letter) || WHITE.contains(letter));
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
