package org.schoolgate.gateway.dns;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An answer as a name server sent it. */
final class Message {
    private static final int IS_ANSWER = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int CUT = 0x0200;
    private static final int INTERNET = 1;
    private static final int MOST_RECORDS = 1_000;

    private final int id;
    private final int code;
    private final boolean cut;
    private final byte[] asked;
    private final List<Rr> answers;
    private final List<Rr> authority;

    private Message(int id, int code, boolean cut, byte[] asked, List<Rr> answers, List<Rr> authority) {
        this.id = id;
        this.code = code;
        this.cut = cut;
        this.asked = asked;
        this.answers = List.copyOf(answers);
        this.authority = List.copyOf(authority);
    }

    int id() {
        return id;
    }

    int code() {
        return code;
    }

    /** More than fits was left out. */
    boolean cut() {
        return cut;
    }

    /** The question that it repeats. */
    byte[] asked() {
        return asked;
    }

    List<Rr> answers() {
        return answers;
    }

    List<Rr> authority() {
        return authority;
    }

    /** Reads an answer to one question. */
    static Message read(byte[] message, int length) throws MalformedMessage {
        MessageReader reader = new MessageReader(message, length);
        int id = reader.u16();
        int flags = reader.u16();
        int questions = reader.u16();
        int answers = reader.u16();
        int authorities = reader.u16();
        int additional = reader.u16();
        if ((flags & IS_ANSWER) == 0 || (flags & OPCODE) != 0 || questions != 1) {
            throw new MalformedMessage("that answers no question");
        }
        if (answers + authorities + additional > MOST_RECORDS) {
            throw new MalformedMessage("more records than anybody needs");
        }
        int from = reader.at();
        reader.name();
        reader.skip(4);
        byte[] asked = Arrays.copyOfRange(message, from, reader.at());
        boolean cut = (flags & CUT) != 0;
        if (cut) {
            // Whatever else stands there is asked for again.
            return new Message(id, flags & 0xf, true, asked, List.of(), List.of());
        }
        List<Rr> answer = records(reader, answers);
        List<Rr> authority = records(reader, authorities);
        int code = (flags & 0xf) | upperCode(reader, additional);
        return new Message(id, code, false, asked, answer, authority);
    }

    private static List<Rr> records(MessageReader reader, int count) throws MalformedMessage {
        List<Rr> records = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            byte[] owner = reader.name();
            int type = reader.u16();
            int ofClass = reader.u16();
            int seconds = Math.max(0, reader.u32());
            byte[] data = data(reader, type, reader.u16());
            if (ofClass == INTERNET) {
                records.add(new Rr(owner, type, seconds, data));
            }
        }
        return records;
    }

    /** Of what stands beside the answer only the code's upper bits are wanted. */
    private static int upperCode(MessageReader reader, int count) throws MalformedMessage {
        int upper = 0;
        for (int i = 0; i < count; i++) {
            reader.name();
            int type = reader.u16();
            reader.u16();
            int word = reader.u32();
            reader.skip(reader.u16());
            if (type == Type.OPT) {
                upper = word >>> 24 << 4;
            }
        }
        return upper;
    }

    private static byte[] data(MessageReader reader, int type, int length) throws MalformedMessage {
        int end = reader.at() + length;
        byte[] data = switch (type) {
            case Type.A -> sized(reader, length, 4);
            case Type.AAAA -> sized(reader, length, 16);
            case Type.NS, Type.CNAME, Type.PTR, Type.DNAME -> reader.name();
            case Type.MX, Type.AFSDB, Type.RT, Type.KX -> with(reader, 2, 1, 0);
            case Type.SRV -> with(reader, 6, 1, 0);
            case Type.RP, Type.MINFO -> with(reader, 0, 2, 0);
            case Type.SOA -> with(reader, 0, 2, 20);
            default -> reader.bytes(length);
        };
        if (reader.at() != end) {
            throw new MalformedMessage("a record is longer or shorter than it says");
        }
        return data;
    }

    private static byte[] sized(MessageReader reader, int length, int right) throws MalformedMessage {
        if (length != right) {
            throw new MalformedMessage("that is no address");
        }
        return reader.bytes(right);
    }

    /** Bytes, then names whose pointers are followed, then bytes. */
    private static byte[] with(MessageReader reader, int before, int names, int after) throws MalformedMessage {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(reader.bytes(before));
        for (int i = 0; i < names; i++) {
            data.writeBytes(reader.name());
        }
        data.writeBytes(reader.bytes(after));
        return data.toByteArray();
    }
}
