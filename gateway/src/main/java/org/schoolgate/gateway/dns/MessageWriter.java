package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Writes answers, one after the other into the same bytes. */
final class MessageWriter {
    /** The longest message that any door carries. */
    static final int LONGEST = 65_535;

    private static final int HEADER = 12;
    private static final int IS_ANSWER = 0x8000;
    private static final int CUT = 0x0200;
    private static final int RECURSION = 0x0100;
    private static final int RECURSION_HERE = 0x0080;
    private static final int OPCODE = 0x7800;
    private static final int EXPLANATION = 15;
    private static final int OPT_LENGTH = 11;
    private static final int EXPLANATION_LENGTH = 6;

    private final byte[] out = new byte[2 * LONGEST];
    private int at;

    /** The bytes of what was written last. */
    byte[] bytes() {
        return out;
    }

    /** Writes an answer of at most so many bytes, and says how many it has; what does not fit is asked for again over TCP. */
    int write(Question question, Answer answer, int most) {
        Sections sections = answer.sections();
        int whole = HEADER + question.asked().length + sections.length() + (question.extended() ? OPT_LENGTH : 0);
        boolean cut = whole > most;
        header(question.id(), question.recursion() ? RECURSION : 0, answer.code(), cut);
        counts(1, cut ? 0 : sections.answers, cut ? 0 : sections.authority, question.extended() ? 1 : 0);
        put(question.asked());
        if (!cut) {
            sections.write(out, at, answer.seconds());
            at += sections.length();
        }
        if (question.extended()) {
            byte[] sentence =
                    answer.why() == null ? null : answer.why().sentence().getBytes(UTF_8);
            boolean fits = sentence != null && at + OPT_LENGTH + EXPLANATION_LENGTH + sentence.length <= most;
            opt(answer.code(), fits ? answer.why() : null, sentence);
        }
        return at;
    }

    /** Writes the answer to what was no question. */
    int write(Reading.Fault fault) {
        header(fault.id, fault.flags & (RECURSION | OPCODE), fault.code, false);
        boolean extended = fault.code > 0xf;
        counts(fault.asked.length == 0 ? 0 : 1, 0, 0, extended ? 1 : 0);
        put(fault.asked);
        if (extended) {
            opt(fault.code, null, null);
        }
        return at;
    }

    /** Writes a question to a name server. */
    int ask(int id, byte[] question) {
        at = 0;
        u16(id);
        u16(RECURSION);
        counts(1, 0, 0, 1);
        put(question);
        opt(0, null, null);
        return at;
    }

    private void header(int id, int flags, int code, boolean cut) {
        at = 0;
        u16(id);
        u16(IS_ANSWER | RECURSION_HERE | flags | (cut ? CUT : 0) | (code & 0xf));
    }

    private void counts(int questions, int answers, int authority, int additional) {
        u16(questions);
        u16(answers);
        u16(authority);
        u16(additional);
    }

    private void opt(int code, @Nullable Explanation why, byte @Nullable [] sentence) {
        out[at++] = 0;
        u16(Type.OPT);
        u16(Question.LONGEST);
        u16(code >> 4 << 8);
        u16(0);
        if (why == null || sentence == null) {
            u16(0);
        } else {
            u16(EXPLANATION_LENGTH + sentence.length);
            u16(EXPLANATION);
            u16(2 + sentence.length);
            u16(why.number());
            put(sentence);
        }
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, out, at, bytes.length);
        at += bytes.length;
    }

    private void u16(int value) {
        out[at++] = (byte) (value >> 8);
        out[at++] = (byte) value;
    }
}
