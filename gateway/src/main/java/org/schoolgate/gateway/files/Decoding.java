package org.schoolgate.gateway.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Takes off how a body is coded on the way (Content-Encoding). */
final class Decoding {
    private Decoding() {}

    /** The body is not coded as it says. */
    static final class Undecodable extends IOException {
        private static final long serialVersionUID = 1L;

        Undecodable(IOException cause) {
            super(cause);
        }
    }

    /** The bytes as they are once they have arrived; null where nobody here can tell. */
    static @Nullable InputStream of(InputStream coded, @Nullable String encoding) throws IOException {
        String how = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (how) {
            case "", "identity" -> coded;
            case "gzip", "x-gzip" -> new Checked(() -> new GZIPInputStream(coded, 8 << 10));
            case "deflate" -> new Checked(() -> inflated(coded));
            default -> null;
        };
    }

    /** Some servers leave the head of zlib away. */
    private static InputStream inflated(InputStream coded) throws IOException {
        BufferedInputStream in = new BufferedInputStream(coded);
        in.mark(1);
        int head = in.read();
        in.reset();
        return new InflaterInputStream(in, new Inflater((head & 0x0f) != 8));
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    /** Tells a fault of the coding from any other. */
    private static final class Checked extends InputStream {
        private final InputStream in;

        Checked(Opening opening) throws IOException {
            try {
                in = opening.open();
            } catch (IOException e) {
                throw new Undecodable(e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (IOException e) {
                throw new Undecodable(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
