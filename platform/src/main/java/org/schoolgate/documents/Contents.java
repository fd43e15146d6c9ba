package org.schoolgate.documents;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes of a file, with what they are. The array is the one that was read, and nobody writes to it. */
public final class Contents {
    private final FileType type;
    private final byte[] bytes;

    Contents(FileType type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    public FileType type() {
        return type;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** What a browser may have of it: a picture is drawn anew, so that none of its own bytes get there. */
    public Contents forBrowser() {
        if (!type.isPicture()) {
            return this;
        }
        try {
            return new Contents(FileType.PNG, Picture.shown(type, bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException("a picture that was whole when it was kept", broken);
        }
    }
}
