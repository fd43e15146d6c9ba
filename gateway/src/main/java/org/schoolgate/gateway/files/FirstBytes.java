package org.schoolgate.gateway.files;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a body, as many as tell what it is; of one that is coded on the way more, until something of it can be
 * read.
 */
public final class FirstBytes {
    private final @Nullable String encoding;
    private final int most;
    private byte[] bytes = new byte[FileLook.ENOUGH];
    private int size;
    private int nextLook = FileLook.ENOUGH;
    private boolean enough;

    /** @param encoding how the body is coded on the way (Content-Encoding); null for not at all */
    public FirstBytes(@Nullable String encoding) {
        this.encoding = encoding;
        this.most = encoding == null ? FileLook.ENOUGH : FileLook.ENOUGH_CODED;
    }

    /** Takes of what comes next what it needs; the buffer stays whoever's it was, and as it was. */
    public void add(ByteBuf next) {
        if (enough) {
            return;
        }
        int some = Math.min(most - size, next.readableBytes());
        if (size + some > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(2 * bytes.length, size + some)));
        }
        next.getBytes(next.readerIndex(), bytes, size, some);
        size += some;
        if (size == most) {
            enough = true;
        } else if (size >= nextLook) {
            enough = !areSilent();
            nextLook = 2 * size;
        }
    }

    /** Whether more of them would tell no more. */
    public boolean areEnough() {
        return enough;
    }

    /** Whether they tell what it is, though they may be few: a site that writes as it goes may be long in writing more. */
    public boolean tellSomething() {
        return size >= FileLook.TELLING && !areSilent();
    }

    /** Whether nothing can be read of them yet, since they are coded. */
    public boolean areSilent() {
        return encoding != null && !enough && !FileLook.tells(get(), encoding);
    }

    /** Those that have come, as they came. */
    public byte[] get() {
        return Arrays.copyOf(bytes, size);
    }
}
