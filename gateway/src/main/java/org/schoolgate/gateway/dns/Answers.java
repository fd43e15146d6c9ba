package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers that the gateway gives itself. All their records belong to the name of the question, so they are made once. */
final class Answers {
    /**
     * A site that was closed and has just been opened opens at the second try, and an app that asks for a closed name over
     * and over asks the gateway every five seconds at most.
     */
    static final int SECONDS = 5;

    /** Any name does: in what is sent a pointer to the question stands in its place. */
    private static final byte[] NAME = Names.of("asked");

    private static final int ROOT_TWICE_AND_FIVE_NUMBERS = 22;
    private static final Sections NOTHING =
            Sections.of(NAME, List.of(), List.of(new Rr(NAME, Type.SOA, SECONDS, soa())));
    private static final Answer INSTEAD_OF_ANY =
            new Answer(Code.NO_ERROR, Sections.of(NAME, List.of(hinfo()), List.of()), SECONDS, null);

    private Answers() {}

    /** There is no such name, in whatever type it is asked for. */
    static Answer noSuchName(@Nullable Explanation why) {
        return new Answer(Code.NO_SUCH_NAME, NOTHING, SECONDS, why);
    }

    /** There is the name, and nothing of that type. */
    static Answer nothing(@Nullable Explanation why) {
        return new Answer(Code.NO_ERROR, NOTHING, SECONDS, why);
    }

    /** What RFC 8482 has for those who ask for everything at once. */
    static Answer insteadOfAny() {
        return INSTEAD_OF_ANY;
    }

    static Sections at(InetAddress address) {
        int type = address instanceof Inet4Address ? Type.A : Type.AAAA;
        return Sections.of(NAME, List.of(new Rr(NAME, type, SECONDS, address.getAddress())), List.of());
    }

    static Answer refused(@Nullable Explanation why) {
        return new Answer(Code.REFUSED, Sections.NONE, SECONDS, why);
    }

    static Answer failed(@Nullable Explanation why) {
        return new Answer(Code.SERVER_FAILURE, Sections.NONE, 0, why);
    }

    /** It begins at the very name, and says how long to believe it (RFC 2308). */
    private static byte[] soa() {
        return ByteBuffer.allocate(ROOT_TWICE_AND_FIVE_NUMBERS)
                .put(Names.ROOT)
                .put(Names.ROOT)
                .putInt(1)
                .putInt(SECONDS)
                .putInt(SECONDS)
                .putInt(SECONDS)
                .putInt(SECONDS)
                .array();
    }

    private static Rr hinfo() {
        byte[] word = "RFC8482".getBytes(US_ASCII);
        byte[] data = ByteBuffer.allocate(word.length + 2)
                .put((byte) word.length)
                .put(word)
                .put((byte) 0)
                .array();
        return new Rr(NAME, Type.HINFO, SECONDS, data);
    }
}
