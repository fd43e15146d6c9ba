package org.schoolgate.gateway.icap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads ICAP requests (RFC 3507), one after the other on a connection. Bounded: a head of 64 KiB, 256 KiB of HTTP heads in it,
 * a chunk line of 128 bytes; bodies pass through in pieces and are never gathered.
 */
final class IcapReader extends ByteToMessageDecoder {
    static final int LONGEST_HEAD = 64 << 10;
    static final int LONGEST_HTTP = 256 << 10;
    private static final int LONGEST_LINE = 128;
    private static final Set<String> METHODS = Set.of("OPTIONS", "REQMOD", "RESPMOD");

    private Step step = Step.HEAD;
    private @Nullable Head head;
    private long left;
    private boolean ended;

    private enum Step {
        HEAD,
        HTTP_HEADS,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        REFUSED
    }

    /** Where the parts of what is encapsulated begin. */
    private record Encapsulated(int request, int response, int end, boolean hasBody) {
        static final Encapsulated NOTHING = new Encapsulated(-1, -1, 0, false);
    }

    private record Head(String method, String service, HttpHeaders headers, Encapsulated parts) {}

    /** The request makes no sense; the connection ends with what is said of it. */
    record Refused(int status, String why) {}

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        try {
            while (advance(in, out)) {
                // As far as what has come reaches.
            }
        } catch (Malformed e) {
            step = Step.REFUSED;
            in.skipBytes(in.readableBytes());
            out.add(new Refused(e.status, e.why));
        }
    }

    /** For a client that has been told to go on behind its preview: the rest of the body comes next. */
    void goOn() {
        step = Step.CHUNK_LINE;
    }

    private boolean advance(ByteBuf in, List<Object> out) throws Malformed {
        return switch (step) {
            case HEAD -> readHead(in, out);
            case HTTP_HEADS -> readHttp(in, out);
            case CHUNK_LINE -> readChunkLine(in);
            case CHUNK -> readChunk(in, out);
            case CHUNK_END -> readChunkEnd(in);
            case TRAILER -> readTrailer(in, out);
            case REFUSED -> {
                in.skipBytes(in.readableBytes());
                yield false;
            }
        };
    }

    private boolean readHead(ByteBuf in, List<Object> out) throws Malformed {
        int end = endOfHead(in);
        if (end < 0) {
            if (in.readableBytes() > LONGEST_HEAD) {
                throw new Malformed(400, "the head is too long");
            }
            return false;
        }
        String text = in.readCharSequence(end, ISO_8859_1).toString();
        head = parse(text);
        if (head.parts().end() == 0) {
            out.add(request(head, ""));
            step = head.parts().hasBody() ? Step.CHUNK_LINE : Step.HEAD;
        } else {
            step = Step.HTTP_HEADS;
        }
        return true;
    }

    /** How many bytes the head has, the empty line included; negative while it has not come. Empty lines before it are skipped. */
    private static int endOfHead(ByteBuf in) {
        while (in.isReadable() && (in.getByte(in.readerIndex()) == '\r' || in.getByte(in.readerIndex()) == '\n')) {
            in.skipBytes(1);
        }
        int from = in.readerIndex();
        int most = Math.min(in.readableBytes(), LONGEST_HEAD);
        for (int i = 3; i < most; i++) {
            if (in.getByte(from + i) == '\n'
                    && in.getByte(from + i - 1) == '\r'
                    && in.getByte(from + i - 2) == '\n'
                    && in.getByte(from + i - 3) == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static Head parse(String text) throws Malformed {
        String[] lines = text.split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("ICAP/")) {
            throw new Malformed(400, "it does not begin like an ICAP request");
        }
        if (!words[2].equals("ICAP/1.0")) {
            throw new Malformed(505, "only ICAP/1.0 is spoken here");
        }
        if (!METHODS.contains(words[0])) {
            throw new Malformed(405, "there is no such method");
        }
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0 || Character.isWhitespace(lines[i].charAt(0)) || lines[i].indexOf('\n') >= 0) {
                throw new Malformed(400, "a header is malformed");
            }
            headers.add(
                    lines[i].substring(0, colon).strip(),
                    lines[i].substring(colon + 1).strip());
        }
        return new Head(words[0], path(words[1]), headers, parts(words[0], headers));
    }

    private static String path(String address) throws Malformed {
        if (address.startsWith("/")) {
            return address;
        }
        int scheme = address.indexOf("://");
        if (scheme < 0) {
            throw new Malformed(400, "what is asked for is no address");
        }
        int slash = address.indexOf('/', scheme + 3);
        return slash < 0 ? "/" : address.substring(slash);
    }

    /** Reads the list of what is encapsulated; its offsets grow, and the body or its absence stands last. */
    private static Encapsulated parts(String method, HttpHeaders headers) throws Malformed {
        List<String> lists = headers.getAll("Encapsulated");
        if (lists.isEmpty() && method.equals("OPTIONS")) {
            return Encapsulated.NOTHING;
        }
        if (lists.size() != 1) {
            throw new Malformed(400, "it does not say what it encapsulates");
        }
        int request = -1;
        int response = -1;
        int before = -1;
        String[] parts = lists.getFirst().split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            String[] part = parts[i].strip().split("=", 2);
            int at = part.length == 2 ? offset(part[1].strip()) : -1;
            if (at < 0 || at < before || (i == 0 && at != 0)) {
                throw new Malformed(400, "what it encapsulates is not in order");
            }
            before = at;
            boolean last = i == parts.length - 1;
            switch (part[0].strip().toLowerCase(Locale.ROOT)) {
                case "req-hdr" -> request = at;
                case "res-hdr" -> response = at;
                case "null-body" -> {
                    if (last) {
                        return new Encapsulated(request, response, at, false);
                    }
                }
                case "req-body", "res-body", "opt-body" -> {
                    if (last) {
                        return new Encapsulated(request, response, at, true);
                    }
                }
                default -> throw new Malformed(400, "it encapsulates what nobody knows");
            }
        }
        throw new Malformed(400, "it does not say whether a body follows");
    }

    private static int offset(String digits) throws Malformed {
        if (digits.isEmpty() || digits.length() > 7 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Malformed(400, "an offset is no number");
        }
        int offset = Integer.parseInt(digits);
        if (offset > LONGEST_HTTP) {
            throw new Malformed(413, "the heads that it encapsulates are too long");
        }
        return offset;
    }

    private boolean readHttp(ByteBuf in, List<Object> out) {
        Head now = head();
        if (in.readableBytes() < now.parts().end()) {
            return false;
        }
        String heads = in.readCharSequence(now.parts().end(), ISO_8859_1).toString();
        out.add(request(now, heads));
        step = now.parts().hasBody() ? Step.CHUNK_LINE : Step.HEAD;
        return true;
    }

    private static IcapRequest request(Head head, String heads) {
        Encapsulated parts = head.parts();
        int requestEnd = parts.response() > parts.request() ? parts.response() : parts.end();
        int responseEnd = parts.request() > parts.response() ? parts.request() : parts.end();
        return new IcapRequest(
                head.method(),
                head.service(),
                head.headers(),
                parts.request() < 0 ? null : heads.substring(parts.request(), requestEnd),
                parts.response() < 0 ? null : heads.substring(parts.response(), responseEnd),
                parts.hasBody());
    }

    private boolean readChunkLine(ByteBuf in) throws Malformed {
        String line = line(in);
        if (line == null) {
            return false;
        }
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (digits.isEmpty()
                || digits.length() > 8
                || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw new Malformed(400, "a chunk has no length");
        }
        left = Long.parseLong(digits, 16);
        ended = semicolon >= 0
                && line.substring(semicolon).toLowerCase(Locale.ROOT).contains("ieof");
        step = left == 0 ? Step.TRAILER : Step.CHUNK;
        return true;
    }

    private boolean readChunk(ByteBuf in, List<Object> out) {
        int size = (int) Math.min(left, in.readableBytes());
        if (size == 0) {
            return false;
        }
        out.add(new IcapPart.Piece(in.readRetainedSlice(size)));
        left -= size;
        if (left == 0) {
            step = Step.CHUNK_END;
        }
        return true;
    }

    private boolean readChunkEnd(ByteBuf in) throws Malformed {
        String line = line(in);
        if (line == null) {
            return false;
        }
        if (!line.isEmpty()) {
            throw new Malformed(400, "a chunk is longer than it says");
        }
        step = Step.CHUNK_LINE;
        return true;
    }

    /** The lines behind the last chunk, to the empty one; what they say of the body is not listened to. */
    private boolean readTrailer(ByteBuf in, List<Object> out) throws Malformed {
        String line = line(in);
        if (line == null) {
            return false;
        }
        if (line.isEmpty()) {
            out.add(new IcapPart.End(ended));
            step = Step.HEAD;
        }
        return true;
    }

    private static @Nullable String line(ByteBuf in) throws Malformed {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0) {
            if (in.readableBytes() > LONGEST_LINE) {
                throw new Malformed(400, "a line between chunks is too long");
            }
            return null;
        }
        if (length > LONGEST_LINE) {
            throw new Malformed(400, "a line between chunks is too long");
        }
        String line = in.readCharSequence(length, ISO_8859_1).toString();
        in.skipBytes(1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private Head head() {
        Head now = head;
        if (now == null) {
            throw new IllegalStateException("there is no head yet");
        }
        return now;
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String why;

        Malformed(int status, String why) {
            super(why, null, false, false);
            this.status = status;
            this.why = why;
        }
    }
}
