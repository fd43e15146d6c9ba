package org.schoolgate.gateway.files;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes off how a body is coded on the way (Content-Encoding), as it comes: gzip, deflate, br and zstd, one over the other. A
 * coding that no browser knows is none to a browser, and none here.
 */
final class Decoding {
    /** So many codings over each other at most. */
    static final int DEEPEST = 4;

    /**
     * So much flows from one coding into the next where only the first bytes are wanted: many times what came of them, and no more
     * empty parts of gzip than its reader, which calls itself for each, has a stack for.
     */
    static final int ENOUGH_TO_LOOK = 64 << 10;

    /** What a browser takes of zstd: a window of 8 MB (RFC 9659). */
    private static final int LONGEST_WINDOW = 23;

    private static final Set<String> NONE = Set.of("", "identity");

    /** Packed by something that the browser kept of the site before. */
    private static final Set<String> BY_DICTIONARY = Set.of("dcb", "dcz");

    private static final int BUFFER = 4 << 10;

    private Decoding() {}

    /** The body is not coded as it says, or not all of it is there. */
    static final class Undecodable extends IOException {
        private static final long serialVersionUID = 1L;

        Undecodable(Throwable cause) {
            super(cause);
        }

        /** Whether more of it was to come, and nothing of what has come was wrong. */
        boolean isCutOff() {
            return getCause() instanceof EOFException || (getCause() instanceof Undecodable below && below.isCutOff());
        }
    }

    /** The same for a look at the first bytes, of which few are at hand. */
    static @Nullable InputStream of(InputStream coded, @Nullable String encoding) throws IOException {
        return of(coded, encoding, ENOUGH_TO_LOOK);
    }

    /**
     * The bytes as they are once they have arrived; null where nobody here can tell. Whoever takes them closes them.
     *
     * @param most so much may flow from one coding into the next, which may make nothing of it: beyond it there is too much in it
     */
    static @Nullable InputStream of(InputStream coded, @Nullable String encoding, long most) throws IOException {
        List<Opening> openings = openings(encoding);
        if (openings == null) {
            coded.close();
            return null;
        }
        InputStream plain = coded;
        // The last that was put on is the first to be taken off.
        long flows = Long.MAX_VALUE;
        for (Opening opening : openings.reversed()) {
            plain = new Checked(new Flow(plain, flows), opening);
            flows = most;
        }
        return plain;
    }

    /** How each is taken off, in the order in which they were put on; null where one cannot be. */
    private static @Nullable List<Opening> openings(@Nullable String encoding) {
        List<Opening> openings = new ArrayList<>();
        boolean unknown = false;
        String[] codings = encoding == null ? new String[0] : encoding.split(",", DEEPEST + 1);
        for (String each : codings) {
            String coding = each.strip().toLowerCase(Locale.ROOT);
            Opening opening = opening(coding);
            if (opening != null) {
                openings.add(opening);
            } else if (BY_DICTIONARY.contains(coding)) {
                return null;
            } else {
                unknown |= !NONE.contains(coding);
            }
        }
        // Where a browser does not know one of several, one takes the others off, and the next takes off none.
        return codings.length > DEEPEST || (unknown && !openings.isEmpty()) ? null : openings;
    }

    private static @Nullable Opening opening(String coding) {
        return switch (coding) {
            case "gzip", "x-gzip" -> in -> new GZIPInputStream(in, BUFFER);
            case "deflate", "x-deflate" -> Decoding::inflated;
            case "br" -> Brotli4jLoader.isAvailable() ? Brotli::new : Decoding::unreadable;
            case "zstd" ->
                in -> new ZstdInputStreamNoFinalizer(in, RecyclingBufferPool.INSTANCE)
                        .setContinuous(true)
                        .setLongMax(LONGEST_WINDOW);
            default -> null;
        };
    }

    /** What this machine cannot read is as if nothing of it had come. */
    private static InputStream unreadable(InputStream coded) throws IOException {
        coded.close();
        throw new EOFException();
    }

    /** Some servers leave the head of zlib away. */
    private static InputStream inflated(InputStream coded) throws IOException {
        BufferedInputStream in = new BufferedInputStream(coded);
        in.mark(1);
        int head = in.read();
        in.reset();
        Inflater inflater = new Inflater((head & 0x0f) != 8);
        return new InflaterInputStream(in, inflater, BUFFER) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.close();
            }
        };
    }

    private interface Opening {
        InputStream open(InputStream in) throws IOException;
    }

    /** Tells a fault of the coding from any other, and begins only when it is read. */
    private static final class Checked extends InBlocks {
        private final Flow below;
        private final Opening opening;
        private @Nullable InputStream in;

        Checked(Flow below, Opening opening) {
            this.below = below;
            this.opening = opening;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count;
            try {
                InputStream from = in;
                if (from == null) {
                    from = opening.open(below);
                    in = from;
                }
                count = from.read(into, offset, length);
            } catch (IOException | RuntimeException e) {
                below.check();
                throw new Undecodable(e);
            }
            if (count < 0) {
                below.check();
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return in == null ? 0 : in.available();
        }

        @Override
        public void close() throws IOException {
            if (in != null) {
                in.close();
            }
            below.close();
        }
    }

    /**
     * What flows on, so much at most. A fault stays one: whoever reads gzip looks for another part behind the first, and takes a
     * fault there for the end.
     */
    static final class Flow extends InBlocks {
        private final InputStream in;
        private long left;
        private @Nullable IOException fault;

        Flow(InputStream in, long most) {
            this.in = in;
            left = most;
        }

        /** @throws IOException where there has been a fault */
        void check() throws IOException {
            if (fault != null) {
                throw fault;
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            check();
            try {
                return flow(into, offset, length);
            } catch (IOException e) {
                fault = e;
                throw e;
            }
        }

        private int flow(byte[] into, int offset, int length) throws IOException {
            // Whoever takes it may make nothing of it for long.
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            int count = in.read(into, offset, Math.min(length, BUFFER));
            left -= Math.max(0, count);
            if (left < 0) {
                throw new FileParts.TooMuch();
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Brotli, which gives what it has before it asks for more. */
    private static final class Brotli extends InBlocks {
        private final InputStream in;
        private final DecoderJNI.Wrapper decoder = new DecoderJNI.Wrapper(BUFFER);
        private final byte[] packed = new byte[BUFFER];
        private ByteBuffer ready = ByteBuffer.allocate(0);
        private boolean over;
        private boolean closed;

        Brotli(InputStream in) throws IOException {
            this.in = in;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (!ready.hasRemaining() && !over) {
                switch (decoder.getStatus()) {
                    case OK -> decoder.push(0);
                    case NEEDS_MORE_OUTPUT -> ready = decoder.pull();
                    case NEEDS_MORE_INPUT -> {
                        // What it has decoded so far comes before it is fed again.
                        if (decoder.hasOutput()) {
                            ready = decoder.pull();
                        } else {
                            feed();
                        }
                    }
                    case DONE -> {
                        if (decoder.hasOutput()) {
                            ready = decoder.pull();
                        } else {
                            over = true;
                        }
                    }
                    default -> throw new IOException("it is no Brotli");
                }
            }
            int count = Math.min(length, ready.remaining());
            ready.get(into, offset, count);
            return count == 0 && over && length > 0 ? -1 : count;
        }

        private void feed() throws IOException {
            int count = in.read(packed, 0, packed.length);
            if (count < 0) {
                throw new EOFException();
            }
            ByteBuffer input = decoder.getInputBuffer();
            input.clear();
            input.put(packed, 0, count);
            decoder.push(count);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                decoder.destroy();
            }
            in.close();
        }
    }
}
