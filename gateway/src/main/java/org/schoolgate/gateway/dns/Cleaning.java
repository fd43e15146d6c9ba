package org.schoolgate.gateway.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.proxy.Inside;

/**
 * Takes out of an answer what would lead past the filter: addresses inside the school, addresses in service records, which
 * nobody judges, and the keys with which browsers hide the name of the site (ECH).
 */
final class Cleaning {
    private static final int MANDATORY = 0;
    private static final int V4_HINT = 4;
    private static final int ECH = 5;
    private static final int V6_HINT = 6;

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
            while (!reader.atEnd()) {
                int key = reader.u16();
                int length = reader.u16();
                byte[] value = reader.bytes(length);
                if (key == MANDATORY && needsWhatGoes(value)) {
                    return;
                }
                if (!goes(key)) {
                    out.writeBytes(new byte[] {(byte) (key >> 8), (byte) key, (byte) (length >> 8), (byte) length});
                    out.writeBytes(value);
                }
            }
            lead(target);
            records.add(new Rr(rr.owner(), rr.type(), rr.seconds(), out.toByteArray()));
        } catch (MalformedMessage _) {
            // No client could use it either.
        }
    }

    private static boolean needsWhatGoes(byte[] keys) throws MalformedMessage {
        MessageReader reader = new MessageReader(keys, keys.length);
        while (!reader.atEnd()) {
            if (goes(reader.u16())) {
                return true;
            }
        }
        return false;
    }

    private static boolean goes(int key) {
        return key == V4_HINT || key == ECH || key == V6_HINT;
    }
}
