package org.schoolgate.gateway.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One Accounting-Request (RFC 2866), as far as it says who is where.
 *
 * @param authenticator what no two requests share, in hexadecimal
 * @param status what it tells; null where it is nothing that is listened to
 * @param session the client's name for the session; empty where it gives none
 * @param address where the person is (Framed-IP-Address, or RFC 6911's Framed-IPv6-Address)
 * @param tried how long the client has been trying to say it
 * @param at when it happened, by the client's clock
 */
record AccountingRequest(
        byte id,
        String authenticator,
        @Nullable Status status,
        String user,
        String session,
        @Nullable InetAddress address,
        Duration tried,
        @Nullable Instant at) {
    static final int LONGEST = 4096;

    private static final byte REQUEST = 4;
    private static final byte RESPONSE = 5;
    private static final int HEAD = 20;
    private static final int AUTHENTICATOR = 4;

    /** What has happened. */
    enum Status {
        START(1),
        STOP(2),
        STILL(3),
        ON(7),
        OFF(8);

        private final int number;

        Status(int number) {
            this.number = number;
        }

        static @Nullable Status of(int number) {
            return Arrays.stream(values())
                    .filter(status -> status.number == number)
                    .findAny()
                    .orElse(null);
        }
    }

    /** It is no request, or not from whoever shares the secret; a RADIUS server says nothing to that. */
    static final class Unheard extends Exception {
        private static final long serialVersionUID = 1L;

        Unheard(String why) {
            super(why);
        }
    }

    /** Reads what came from somebody who shares the secret. */
    static AccountingRequest read(byte[] datagram, int size, byte[] secret) throws Unheard {
        if (size < HEAD || datagram[0] != REQUEST) {
            throw new Unheard("no accounting request");
        }
        ByteBuffer packet = ByteBuffer.wrap(datagram, 0, size);
        int length = Short.toUnsignedInt(packet.getShort(2));
        if (length < HEAD || length > size || length > LONGEST) {
            throw new Unheard("its length is wrong");
        }
        byte[] said = Arrays.copyOfRange(datagram, AUTHENTICATOR, HEAD);
        if (!MessageDigest.isEqual(said, digest(datagram, length, new byte[16], secret))) {
            throw new Unheard("its secret is another");
        }
        return attributes(
                packet.limit(length).position(HEAD), datagram[1], HexFormat.of().formatHex(said));
    }

    private static AccountingRequest attributes(ByteBuffer packet, byte id, String authenticator) throws Unheard {
        Status status = null;
        String user = "";
        String session = "";
        InetAddress address = null;
        Duration tried = Duration.ZERO;
        Instant at = null;
        while (packet.hasRemaining()) {
            if (packet.remaining() < 2) {
                throw new Unheard("an attribute is cut short");
            }
            int type = Byte.toUnsignedInt(packet.get());
            int length = Byte.toUnsignedInt(packet.get()) - 2;
            if (length < 0 || length > packet.remaining()) {
                throw new Unheard("an attribute is cut short");
            }
            byte[] value = new byte[length];
            packet.get(value);
            switch (type) {
                case 1 -> user = new String(value, UTF_8);
                case 8 -> address = address(value, 4, address);
                case 168 -> address = address(value, 16, address);
                case 40 -> status = Status.of(number(value));
                case 41 -> tried = Duration.ofSeconds(Integer.toUnsignedLong(number(value)));
                case 44 -> session = new String(value, UTF_8);
                case 55 -> at = Instant.ofEpochSecond(Integer.toUnsignedLong(number(value)));
                default -> {
                    // It says nothing of who is where.
                }
            }
        }
        return new AccountingRequest(id, authenticator, status, user, session, address, tried, at);
    }

    private static int number(byte[] value) throws Unheard {
        if (value.length != Integer.BYTES) {
            throw new Unheard("a number is not of four bytes");
        }
        return ByteBuffer.wrap(value).getInt();
    }

    /** The first one that is told; an IPv4 address before one of IPv6. */
    private static @Nullable InetAddress address(byte[] value, int length, @Nullable InetAddress before)
            throws Unheard {
        if (value.length != length) {
            throw new Unheard("an address is of another length");
        }
        try {
            InetAddress address = InetAddress.getByAddress(value);
            return address.isAnyLocalAddress() || (before != null && length == 16) ? before : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    /** That it was heard: Accounting-Response. */
    byte[] response(byte[] secret) {
        byte[] answer = new byte[HEAD];
        answer[0] = RESPONSE;
        answer[1] = id;
        answer[3] = HEAD;
        byte[] digest = digest(answer, HEAD, HexFormat.of().parseHex(authenticator), secret);
        System.arraycopy(digest, 0, answer, AUTHENTICATOR, digest.length);
        return answer;
    }

    /** MD5 as RFC 2866 has it in both directions; it is the protocol's, and the reason why it belongs on a network of its own. */
    private static byte[] digest(byte[] packet, int length, byte[] authenticator, byte[] secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(packet, 0, AUTHENTICATOR);
            md5.update(authenticator);
            md5.update(packet, HEAD, length - HEAD);
            return md5.digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
