package org.schoolgate.gateway.files;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files in a body, one after the other: of a form that is sent its files, of anything else itself, as it will be read. */
final class FileParts {
    private static final int MOST_PARTS = 100;

    private final Supplier<InputStream> whole;
    private final FileHead head;
    private final long most;
    private final @Nullable Multipart form;
    private int count;
    private @Nullable InputStream part;
    private How how = How.PASSING;

    /** There is more in it than may be looked through. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("there is too much in it");
        }
    }

    /** @param most how many bytes each may have once its coding is taken off */
    FileParts(Supplier<InputStream> whole, FileHead head, long most) {
        this.whole = whole;
        this.head = head;
        this.most = most;
        this.form = head.sent() ? Multipart.of(whole.get(), head.type()) : null;
    }

    /** Goes to the next; false where there is none. */
    boolean next() throws IOException {
        count++;
        if (form == null) {
            InputStream plain = count > 1 ? null : Decoding.of(whole.get(), head.encoding(), most);
            part = count > 1 ? null : plain == null ? whole.get() : new Bounded(plain, most);
            if (part != null) {
                how = FileLook.beginning(beginning(whole.get()), head).how();
            }
            return part != null;
        }
        String name = null;
        while (name == null) {
            if (!form.next()) {
                return false;
            }
            name = form.fileName();
        }
        if (count > MOST_PARTS) {
            throw new TooMuch();
        }
        BufferedInputStream buffered = new BufferedInputStream(form.part());
        buffered.mark(FileLook.ENOUGH);
        how = FileLook.beginning(beginning(buffered), new FileHead(true, null, name, null, false))
                .how();
        buffered.reset();
        part = buffered;
        return true;
    }

    private static byte[] beginning(InputStream in) throws IOException {
        return in.readNBytes(FileLook.ENOUGH);
    }

    /** How this one is let through. */
    How how() {
        return how;
    }

    InputStream part() {
        if (part == null) {
            throw new IllegalStateException("there is no part");
        }
        return part;
    }

    /** The body as it came, where its coding is not what it says. */
    InputStream asItCame() {
        return whole.get();
    }

    /** Ends with a fault where a file grows beyond all bounds once it is unpacked. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new TooMuch();
            }
            return count;
        }
    }
}
