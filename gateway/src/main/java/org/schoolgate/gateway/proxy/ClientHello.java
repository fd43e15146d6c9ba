package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The greeting with which TLS begins, as far as it says where its sender wants to go.
 *
 * @param name as it was sent; null where none was
 * @param mayHide whether another name may be hidden in it (Encrypted Client Hello). Browsers send the same where they hide
 *     none, so that nobody can tell (GREASE): then the name is the site's own
 */
record ClientHello(@Nullable String name, boolean mayHide) {
    /** More than any client sends, keys of post-quantum exchanges included. */
    static final int LONGEST = 32 << 10;

    /** The word for what a browser sends that knows neither proxy nor TLS. */
    static final String HTTP = "plain HTTP";

    private static final int MOST_RECORDS = 512;
    private static final int LONGEST_RECORD = 16 << 10;
    private static final int RECORD_HEAD = 5;
    private static final int MESSAGE_HEAD = 4;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_NAME = 0;
    private static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;
    private static final int HOST_NAME = 0;
    private static final int OPENVPN_RESET = 0x38;

    /** What the first bytes of a tunnel turned out to be. */
    sealed interface Read {
        /** Not enough of them yet. */
        record More() implements Read {}

        record Whole(ClientHello hello) implements Read {}

        /** Nothing that can be judged, and what instead. */
        record Other(String what) implements Read {}
    }

    private static final Read MORE = new Read.More();
    private static final Read OUT_OF_FORM = new Read.Other("a TLS greeting that is out of form");

    /** Reads without taking anything. */
    static Read read(ByteBuf in) {
        if (!in.isReadable()) {
            return MORE;
        }
        Read other = other(in);
        if (other != null) {
            return other;
        }
        ByteBuf message = Unpooled.buffer(Math.min(in.readableBytes(), LONGEST));
        try {
            Read gathered = gather(in.duplicate(), message);
            return gathered == null ? hello(message.skipBytes(MESSAGE_HEAD)) : gathered;
        } catch (IndexOutOfBoundsException _) {
            return OUT_OF_FORM;
        } finally {
            message.release();
        }
    }

    /** Something that does not begin as TLS does; null where it does so far. */
    private static @Nullable Read other(ByteBuf in) {
        int at = in.readerIndex();
        boolean begins =
                in.getUnsignedByte(at) == HANDSHAKE && (in.readableBytes() < 2 || in.getUnsignedByte(at + 1) == 3);
        if (begins) {
            return null;
        }
        int seen = Math.min(in.readableBytes(), 4);
        String start = in.toString(at, seen, US_ASCII);
        if ("SSH-".startsWith(start)) {
            return seen < 4 ? MORE : new Read.Other("SSH");
        }
        if (in.readableBytes() >= 3 && in.getUnsignedByte(at) == 0 && in.getUnsignedByte(at + 2) == OPENVPN_RESET) {
            return new Read.Other("OpenVPN");
        }
        return new Read.Other(start.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == ' ') ? HTTP : "no TLS");
    }

    /** Puts the message together from its records; null once it is whole. */
    private static @Nullable Read gather(ByteBuf in, ByteBuf message) {
        int wanted = Integer.MAX_VALUE;
        for (int records = 0; message.readableBytes() < wanted; records++) {
            if (records > MOST_RECORDS || (in.isReadable() && in.getUnsignedByte(in.readerIndex()) != HANDSHAKE)) {
                return OUT_OF_FORM;
            }
            if (in.readableBytes() < RECORD_HEAD) {
                return MORE;
            }
            in.skipBytes(3);
            int length = in.readUnsignedShort();
            if (length == 0 || length > LONGEST_RECORD) {
                return OUT_OF_FORM;
            }
            message.writeBytes(in, Math.min(length, in.readableBytes()));
            if (message.readableBytes() >= MESSAGE_HEAD) {
                if (message.getUnsignedByte(0) != CLIENT_HELLO || message.getUnsignedMedium(1) > LONGEST) {
                    return OUT_OF_FORM;
                }
                wanted = MESSAGE_HEAD + message.getUnsignedMedium(1);
            }
        }
        message.writerIndex(wanted);
        return null;
    }

    private static Read hello(ByteBuf in) {
        in.skipBytes(2 + 32);
        in.skipBytes(in.readUnsignedByte());
        in.skipBytes(in.readUnsignedShort());
        in.skipBytes(in.readUnsignedByte());
        if (!in.isReadable()) {
            return new Read.Whole(new ClientHello(null, false));
        }
        ByteBuf extensions = in.readSlice(in.readUnsignedShort());
        if (in.isReadable()) {
            return OUT_OF_FORM;
        }
        Set<Integer> types = new HashSet<>();
        String name = null;
        while (extensions.isReadable()) {
            int type = extensions.readUnsignedShort();
            ByteBuf body = extensions.readSlice(extensions.readUnsignedShort());
            if (!types.add(type)) {
                return OUT_OF_FORM;
            }
            if (type == SERVER_NAME) {
                name = name(body);
                if (name == null) {
                    return new Read.Other("a TLS greeting whose name is none");
                }
            }
        }
        return new Read.Whole(new ClientHello(name, types.contains(ENCRYPTED_CLIENT_HELLO)));
    }

    /** The one host name of the extension, in letters that a host has; null where it is anything else. */
    private static @Nullable String name(ByteBuf extension) {
        ByteBuf list = extension.readSlice(extension.readUnsignedShort());
        if (extension.isReadable() || list.readUnsignedByte() != HOST_NAME) {
            return null;
        }
        ByteBuf name = list.readSlice(list.readUnsignedShort());
        String text = name.toString(US_ASCII);
        // A port, which some clients put there, would be dropped by one reader and not by the next.
        return list.isReadable() || text.isEmpty() || !text.chars().allMatch(ClientHello::isOfAHost) ? null : text;
    }

    private static boolean isOfAHost(int c) {
        boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letterOrDigit || c == '.' || c == '-' || c == '_';
    }
}
