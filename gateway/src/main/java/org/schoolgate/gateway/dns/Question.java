package org.schoolgate.gateway.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a client sent, read without trust. */
final class Question implements Reading {
    private static final int HEADER = 12;
    private static final int IS_ANSWER = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int RECURSION = 0x0100;
    private static final int INTERNET = 1;

    /** What every client takes. */
    static final int SHORTEST = 512;

    /** Above this, packets are cut into pieces on some networks, and get lost on others. */
    static final int LONGEST = 1232;

    private final int id;
    private final boolean recursion;
    private final byte[] asked;
    private final @Nullable String text;
    private final int type;
    private final boolean extended;
    private final int most;

    private Question(
            int id, boolean recursion, byte[] asked, @Nullable String text, int type, boolean extended, int most) {
        this.id = id;
        this.recursion = recursion;
        this.asked = asked;
        this.text = text;
        this.type = type;
        this.extended = extended;
        this.most = most;
    }

    int id() {
        return id;
    }

    boolean recursion() {
        return recursion;
    }

    /** The section as it was asked, whose letters' case the answer repeats. */
    byte[] asked() {
        return asked;
    }

    /** The name as hosts are written, in lower case; null where no host is called so. */
    @Nullable
    String text() {
        return text;
    }

    int type() {
        return type;
    }

    /** Whether an OPT record came along (RFC 6891), without which no answer has one. */
    boolean extended() {
        return extended;
    }

    /** The longest answer that the client takes in one packet. */
    int most() {
        return most;
    }

    /** Reads what came, as far as it can be answered. */
    static Reading read(byte[] message, int length) {
        if (length < HEADER) {
            return Reading.Nothing.NOTHING;
        }
        int id = u16(message, 0);
        int flags = u16(message, 2);
        if ((flags & IS_ANSWER) != 0) {
            // Whoever answered an answer could be made to talk with itself for ever.
            return Reading.Nothing.NOTHING;
        }
        if ((flags & OPCODE) != 0) {
            return new Reading.Fault(id, flags, Code.NOT_IMPLEMENTED, new byte[0]);
        }
        try {
            return read(message, length, id, flags);
        } catch (MalformedMessage _) {
            return new Reading.Fault(id, flags, Code.FORMAT_ERROR, new byte[0]);
        }
    }

    private static Reading read(byte[] message, int length, int id, int flags) throws MalformedMessage {
        MessageReader reader = new MessageReader(message, length);
        reader.skip(4);
        int questions = reader.u16();
        int records = reader.u16() + reader.u16();
        int additional = reader.u16();
        if (questions != 1 || records != 0) {
            throw new MalformedMessage("that is not one question");
        }
        byte[] name = reader.name();
        int type = reader.u16();
        int ofClass = reader.u16();
        byte[] asked = Arrays.copyOfRange(message, HEADER, reader.at());
        Options options = Options.read(reader, additional);
        if (type == 0 || type == Type.OPT || !reader.atEnd()) {
            throw new MalformedMessage("nothing is asked, or more stands behind it");
        }
        if (options.version() != 0) {
            return new Reading.Fault(id, flags, Code.BAD_VERSION, asked);
        }
        if (ofClass != INTERNET) {
            return new Reading.Fault(id, flags, Code.REFUSED, asked);
        }
        if (type >= Type.FIRST_META && type < Type.ANY) {
            return new Reading.Fault(id, flags, Code.NOT_IMPLEMENTED, asked);
        }
        return new Question(
                id,
                (flags & RECURSION) != 0,
                asked,
                Names.text(name),
                type,
                options.present(),
                Math.clamp(options.most(), SHORTEST, LONGEST));
    }

    private static int u16(byte[] message, int at) {
        return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
    }

    /** What the OPT record says. A client's subnet in it is not looked at: who asks is where it comes from. */
    private record Options(boolean present, int most, int version) {
        static final Options NONE = new Options(false, SHORTEST, 0);

        static Options read(MessageReader reader, int records) throws MalformedMessage {
            Options options = NONE;
            for (int i = 0; i < records; i++) {
                int owner = reader.name().length;
                int type = reader.u16();
                int most = reader.u16();
                int flags = reader.u32();
                reader.skip(reader.u16());
                if (type == Type.OPT) {
                    if (options.present() || owner != 1) {
                        throw new MalformedMessage("two OPT records, or one that belongs to a name");
                    }
                    options = new Options(true, most, flags >> 16 & 0xff);
                }
            }
            return options;
        }
    }
}
