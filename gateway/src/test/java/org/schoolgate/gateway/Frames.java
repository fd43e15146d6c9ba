package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One end of HTTP/2 that sends the frames that it is told to, right or wrong. */
final class Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_OF_STREAM = 1;
    static final int ACKNOWLEDGED = 1;
    static final int END_OF_HEADERS = 4;
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final InputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false, 1 << 20);

    Frames(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * One that came.
     *
     * @param code what a stream was reset with
     * @param headers null but for headers
     */
    record Frame(
            int type,
            int flags,
            int stream,
            int code,
            @Nullable Http2Headers headers) {
        boolean ends() {
            return (type == HEADERS || type == DATA) && (flags & END_OF_STREAM) != 0;
        }

        String header(String name) {
            return headers == null ? "" : String.valueOf(headers.get(name));
        }
    }

    void send(int type, int flags, int stream, byte... payload) throws IOException {
        out.write(ByteBuffer.allocate(9 + payload.length)
                .put(new byte[] {(byte) (payload.length >> 16), (byte) (payload.length >> 8), (byte) payload.length})
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
        out.flush();
    }

    void reset(int stream, int code) throws IOException {
        send(RESET, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    /** The next frame of a stream, or one that ends the connection; the rest is answered as it must be. */
    Frame next() throws IOException, Http2Exception {
        while (true) {
            ByteBuffer head = ByteBuffer.wrap(exactly(9));
            int length = head.getInt() >>> 8;
            int type = head.get(3);
            int flags = head.get(4);
            int stream = head.getInt(5);
            byte[] payload = exactly(length);
            if (type == SETTINGS && flags != ACKNOWLEDGED) {
                send(SETTINGS, ACKNOWLEDGED, 0);
            } else if (type == PING && flags != ACKNOWLEDGED) {
                send(PING, ACKNOWLEDGED, 0, payload);
            } else if (type == HEADERS) {
                return new Frame(type, flags, stream, 0, heads.decodeHeaders(stream, Unpooled.wrappedBuffer(payload)));
            } else if (type == DATA || type == GO_AWAY) {
                return new Frame(type, flags, stream, 0, null);
            } else if (type == RESET) {
                return new Frame(type, flags, stream, ByteBuffer.wrap(payload).getInt(), null);
            }
        }
    }

    /** All frames of a stream to its end. */
    List<Frame> rest(int stream) throws IOException, Http2Exception {
        List<Frame> all = new ArrayList<>();
        while (true) {
            Frame frame = next();
            if (frame.stream() == stream) {
                all.add(frame);
            }
            if (frame.type() == GO_AWAY || (frame.stream() == stream && (frame.type() == RESET || frame.ends()))) {
                return all;
            }
        }
    }

    byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    /** A block of headers, each "name: value", spelt out. */
    static byte[] block(String... headers) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (String header : headers) {
            int colon = header.indexOf(": ", 1);
            block.write(0x10);
            text(block, header.substring(0, colon));
            text(block, header.substring(colon + 2));
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                block.write((length & 127) | 128);
            }
            block.write(length);
        }
        block.writeBytes(text.getBytes(ISO_8859_1));
    }
}
