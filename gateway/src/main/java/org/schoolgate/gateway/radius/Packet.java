package org.schoolgate.gateway.radius;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.schoolgate.gateway.feed.Trouble;

/** A RADIUS packet from somebody who shares the secret, as far as every kind of them is alike (RFC 2865). */
final class Packet {
    static final int LONGEST = 4096;

    private static final byte RESPONSE = 5;
    private static final int HEAD = 20;
    private static final int DIGEST = 16;
    private static final int AUTHENTICATOR = 4;
    private static final int PROXY_STATE = 33;
    private static final int MESSAGE_AUTHENTICATOR = 80;
    private static final String HMAC = "HmacMD5";

    private final byte[] bytes;
    private final Kind kind;
    private final List<Attribute> attributes;

    /** What is listened to. */
    enum Kind {
        /** It says who is where (RFC 2866). */
        ACCOUNTING(4),
        /** It asks whether anybody listens (RFC 5997), as RADIUS servers do of one that was silent. */
        STATUS(12);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(byte code) throws Unheard {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findAny()
                    .orElseThrow(() -> new Unheard(Trouble.UNREADABLE, "no accounting request"));
        }
    }

    /** @param at where in the packet its value begins */
    record Attribute(int type, int at, int length) {}

    /** It is nothing that is listened to, or not from whoever shares the secret; a RADIUS server says nothing to that. */
    static final class Unheard extends Exception {
        private static final long serialVersionUID = 1L;

        private final Trouble trouble;

        Unheard(Trouble trouble, String why) {
            super(why);
            this.trouble = trouble;
        }

        Trouble trouble() {
            return trouble;
        }
    }

    private Packet(byte[] bytes, Kind kind, List<Attribute> attributes) {
        this.bytes = bytes;
        this.kind = kind;
        this.attributes = attributes;
    }

    static Packet read(byte[] datagram, int size, byte[] secret) throws Unheard {
        if (size < HEAD) {
            throw new Unheard(Trouble.UNREADABLE, "no accounting request");
        }
        Kind kind = Kind.of(datagram[0]);
        int length = Short.toUnsignedInt(ByteBuffer.wrap(datagram).getShort(2));
        if (length < HEAD || length > size || length > LONGEST) {
            throw new Unheard(Trouble.UNREADABLE, "its length is wrong");
        }
        byte[] bytes = Arrays.copyOf(datagram, length);
        return switch (kind) {
            case ACCOUNTING -> {
                if (!MessageDigest.isEqual(authenticator(bytes), digest(bytes, new byte[DIGEST], secret))) {
                    throw new Unheard(Trouble.WRONG_SECRET, "its secret is another");
                }
                yield new Packet(bytes, kind, attributes(bytes));
            }
            case STATUS -> {
                Packet packet = new Packet(bytes, kind, attributes(bytes));
                packet.requireSignature(secret);
                yield packet;
            }
        };
    }

    private static List<Attribute> attributes(byte[] bytes) throws Unheard {
        List<Attribute> attributes = new ArrayList<>();
        for (int at = HEAD; at < bytes.length; ) {
            int whole = at + 1 < bytes.length ? Byte.toUnsignedInt(bytes[at + 1]) : 0;
            if (whole < 2 || whole > bytes.length - at) {
                throw new Unheard(Trouble.UNREADABLE, "an attribute is cut short");
            }
            attributes.add(new Attribute(Byte.toUnsignedInt(bytes[at]), at + 2, whole - 2));
            at += whole;
        }
        return attributes;
    }

    /** A question for a sign of life has a number that nobody guesses for authenticator, and its signature beside it. */
    private void requireSignature(byte[] secret) throws Unheard {
        Attribute signature = attributes.stream()
                .filter(one -> one.type() == MESSAGE_AUTHENTICATOR && one.length() == DIGEST)
                .findFirst()
                .orElseThrow(() -> new Unheard(Trouble.UNREADABLE, "it has no Message-Authenticator"));
        byte[] unsigned = bytes.clone();
        Arrays.fill(unsigned, signature.at(), signature.at() + DIGEST, (byte) 0);
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            if (!MessageDigest.isEqual(value(signature), mac.doFinal(unsigned))) {
                throw new Unheard(Trouble.WRONG_SECRET, "its secret is another");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    Kind kind() {
        return kind;
    }

    /** What no two requests share. */
    String authenticator() {
        return HexFormat.of().formatHex(authenticator(bytes));
    }

    List<Attribute> attributes() {
        return attributes;
    }

    byte[] value(Attribute attribute) {
        return Arrays.copyOfRange(bytes, attribute.at(), attribute.at() + attribute.length());
    }

    /** That it was heard: Accounting-Response, with the notes that servers on the way have put into the request for themselves. */
    byte[] response(byte[] secret) {
        ByteArrayOutputStream notes = new ByteArrayOutputStream();
        for (Attribute attribute : attributes) {
            if (attribute.type() == PROXY_STATE) {
                notes.write(bytes, attribute.at() - 2, attribute.length() + 2);
            }
        }
        byte[] answer = ByteBuffer.allocate(HEAD + notes.size())
                .put(RESPONSE)
                .put(bytes[1])
                .putShort((short) (HEAD + notes.size()))
                .put(new byte[DIGEST])
                .put(notes.toByteArray())
                .array();
        byte[] digest = digest(answer, authenticator(bytes), secret);
        System.arraycopy(digest, 0, answer, AUTHENTICATOR, DIGEST);
        return answer;
    }

    private static byte[] authenticator(byte[] packet) {
        return Arrays.copyOfRange(packet, AUTHENTICATOR, HEAD);
    }

    /** MD5 as RFC 2866 has it in both directions; it is the protocol's, and the reason why it belongs on a network of its own. */
    private static byte[] digest(byte[] packet, byte[] authenticator, byte[] secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(packet, 0, AUTHENTICATOR);
            md5.update(authenticator);
            md5.update(packet, HEAD, packet.length - HEAD);
            return md5.digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
