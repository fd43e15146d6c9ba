package org.schoolgate.gateway.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Trouble;

/**
 * One Accounting-Request (RFC 2866), as far as it says who is where.
 *
 * @param authenticator what no two requests share, in hexadecimal
 * @param status what it tells; null where it is nothing that is listened to
 * @param session the access point's name for the session; empty where it gives none
 * @param accessPoint which of those behind a RADIUS server it is that tells: its address or name, in hexadecimal; empty
 *     where it does not say
 * @param address where the person is (Framed-IP-Address, or RFC 6911's Framed-IPv6-Address)
 * @param tried how long the client has been trying to say it
 * @param at when it happened, by the client's clock
 */
record AccountingRequest(
        String authenticator,
        @Nullable Status status,
        String user,
        String session,
        String accessPoint,
        @Nullable InetAddress address,
        Duration tried,
        @Nullable Instant at) {

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

    static AccountingRequest of(Packet packet) throws Packet.Unheard {
        Status status = null;
        String user = "";
        String session = "";
        Map<Integer, String> accessPoint = new TreeMap<>();
        InetAddress address = null;
        Duration tried = Duration.ZERO;
        Instant at = null;
        for (Packet.Attribute attribute : packet.attributes()) {
            byte[] value = packet.value(attribute);
            switch (attribute.type()) {
                case 1 -> user = new String(value, UTF_8);
                case 4 -> accessPoint.put(1, HexFormat.of().formatHex(value));
                case 95 -> accessPoint.put(2, HexFormat.of().formatHex(value));
                case 32 -> accessPoint.put(3, HexFormat.of().formatHex(value));
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
        return new AccountingRequest(
                packet.authenticator(),
                status,
                user,
                session,
                accessPoint.values().stream().findFirst().orElse(""),
                address,
                tried,
                at);
    }

    private static int number(byte[] value) throws Packet.Unheard {
        if (value.length != Integer.BYTES) {
            throw new Packet.Unheard(Trouble.UNREADABLE, "a number is not of four bytes");
        }
        return ByteBuffer.wrap(value).getInt();
    }

    /** The first one that is told; an IPv4 address before one of IPv6. */
    private static @Nullable InetAddress address(byte[] value, int length, @Nullable InetAddress before)
            throws Packet.Unheard {
        if (value.length != length) {
            throw new Packet.Unheard(Trouble.UNREADABLE, "an address is of another length");
        }
        try {
            InetAddress address = InetAddress.getByAddress(value);
            return address.isAnyLocalAddress() || (before != null && length == 16) ? before : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }
}
