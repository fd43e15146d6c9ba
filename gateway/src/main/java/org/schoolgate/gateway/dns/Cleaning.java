package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.proxy.Inside;

/**
 * Takes out of an answer what would lead past the filter: addresses inside the school, addresses in service records, which
 * nobody judges, the keys with which browsers hide the name of the site (ECH), and the word that it speaks HTTP/3, which goes
 * over UDP (QUIC) and so by no gateway.
 */
final class Cleaning {
    private static final int MANDATORY = 0;
    private static final int ALPN = 1;
    private static final int NO_DEFAULT_ALPN = 2;
    private static final int V4_HINT = 4;
    private static final int ECH = 5;
    private static final int V6_HINT = 6;
    private static final byte[] NONE = {};

    final List<Rr> records = new ArrayList<>();
    final List<Host> leads = new ArrayList<>();

    /** The first address that was taken out. */
    @Nullable
    InetAddress inside;

    private final Inside closed;
    private final boolean trusted;

    /** @param trusted whether the name may lead inside: the platform's, and the gateway's own */
    Cleaning(Inside closed, boolean trusted) {
        this.closed = closed;
        this.trusted = trusted;
    }

    Cleaning add(List<Rr> answer) {
        for (Rr rr : answer) {
            switch (rr.type()) {
                case Type.A, Type.AAAA -> address(rr);
                case Type.CNAME -> {
                    lead(rr.data());
                    records.add(rr);
                }
                case Type.SVCB, Type.HTTPS -> service(rr);
                default -> records.add(rr);
            }
        }
        return this;
    }

    private void address(Rr rr) {
        InetAddress address;
        try {
            address = InetAddress.getByAddress(rr.data());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("its length was looked at", e);
        }
        if (trusted || !closed.closes(address)) {
            records.add(rr);
        } else if (inside == null) {
            inside = address;
        }
    }

    private void lead(byte[] name) {
        String text = Names.textOfEnd(name);
        if (text != null) {
            leads.add(Host.of(text));
        }
    }

    /** One that cannot be read, or cannot be used without what is taken out, is left out whole. */
    private void service(Rr rr) {
        try {
            MessageReader reader = new MessageReader(rr.data(), rr.data().length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(reader.bytes(2));
            byte[] target = reader.name();
            out.writeBytes(target);
            Map<Integer, byte[]> parameters = new LinkedHashMap<>();
            while (!reader.atEnd()) {
                int key = reader.u16();
                parameters.put(key, reader.bytes(reader.u16()));
            }
            Set<Integer> mandatory = keys(parameters.getOrDefault(MANDATORY, NONE));
            clean(parameters);
            if (!parameters.keySet().containsAll(mandatory)) {
                return;
            }
            parameters.forEach((key, value) -> {
                out.writeBytes(two(key));
                out.writeBytes(two(value.length));
                out.writeBytes(value);
            });
            lead(target);
            records.add(new Rr(rr.owner(), rr.type(), rr.seconds(), out.toByteArray()));
        } catch (MalformedMessage _) {
            // No client could use it either.
        }
    }

    private static void clean(Map<Integer, byte[]> parameters) throws MalformedMessage {
        parameters.keySet().removeAll(Set.of(V4_HINT, ECH, V6_HINT));
        byte[] spoken = parameters.get(ALPN);
        if (spoken == null) {
            return;
        }
        byte[] left = withoutQuic(spoken);
        if (left.length > 0) {
            parameters.put(ALPN, left);
        } else {
            // Then it speaks what every site does, over TCP.
            parameters.keySet().removeAll(Set.of(ALPN, NO_DEFAULT_ALPN));
        }
    }

    /** What a site speaks, each behind its length, but for HTTP/3 and its drafts. */
    private static byte[] withoutQuic(byte[] spoken) throws MalformedMessage {
        MessageReader reader = new MessageReader(spoken, spoken.length);
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        while (!reader.atEnd()) {
            byte[] id = reader.bytes(reader.u8());
            String name = new String(id, ISO_8859_1);
            if (!name.equals("h3") && !name.startsWith("h3-")) {
                left.write(id.length);
                left.writeBytes(id);
            }
        }
        return left.toByteArray();
    }

    private static Set<Integer> keys(byte[] list) throws MalformedMessage {
        MessageReader reader = new MessageReader(list, list.length);
        Set<Integer> keys = new HashSet<>();
        while (!reader.atEnd()) {
            keys.add(reader.u16());
        }
        return keys;
    }

    private static byte[] two(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }
}
