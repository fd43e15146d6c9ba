package org.schoolgate.gateway;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolgate.gateway.GatewaySettings.Port;

/** Sees to it, before any door opens, that schools in one process have nothing in common that is to be one school's own. */
final class Apart {
    private Apart() {}

    /** What two of them have in common, a sentence for each, of the one that is named later. */
    static List<String> faults(Map<String, GatewaySettings> schools) {
        List<Map.Entry<String, GatewaySettings>> all = List.copyOf(schools.entrySet());
        List<String> faults = new ArrayList<>();
        for (int later = 1; later < all.size(); later++) {
            for (Map.Entry<String, GatewaySettings> other : all.subList(0, later)) {
                for (String fault : faults(all.get(later).getValue(), other.getValue())) {
                    faults.add("%s: %s of %s".formatted(all.get(later).getKey(), fault, other.getKey()));
                }
            }
        }
        return faults;
    }

    private static Set<String> faults(GatewaySettings one, GatewaySettings other) {
        Set<String> faults = new LinkedHashSet<>();
        if (one.token.equals(other.token)) {
            faults.add("its token is that");
        }
        if (place(one.data).equals(place(other.data))) {
            faults.add("its data folder %s is that".formatted(one.data));
        }
        if (one.authority != null
                && other.authority != null
                && place(one.authority).equals(place(other.authority))) {
            faults.add("its authority in %s is that".formatted(one.authority));
        }
        // What is said to one school would be heard at the other, too, by whoever says it once more.
        if (one.logOnSecret != null && one.logOnSecret.equals(other.logOnSecret)) {
            faults.add("its log-on secret is that");
        }
        for (Port port : one.ports()) {
            for (Port taken : other.ports()) {
                if (isSame(port, taken)) {
                    faults.add("its port %d for %s is that for %s"
                            .formatted(port.address().getPort(), port.what(), taken.what()));
                }
            }
        }
        return faults;
    }

    /** Where a folder really is, though it may not be there yet. */
    private static Path place(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        for (Path there = whole; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(whole));
            } catch (IOException _) {
                // Perhaps the folder above is there.
            }
        }
        return whole;
    }

    /** An address that stands for all of them is the same as any. */
    private static boolean isSame(Port one, Port other) {
        InetSocketAddress here = one.address();
        InetSocketAddress there = other.address();
        return one.packets() == other.packets()
                && here.getPort() != 0
                && here.getPort() == there.getPort()
                && (here.getAddress().isAnyLocalAddress()
                        || there.getAddress().isAnyLocalAddress()
                        || here.getAddress().equals(there.getAddress()));
    }

    /** Tries its ports, and shuts them again. */
    static void refuseIfTaken(GatewaySettings settings) throws IOException {
        for (Port port : settings.ports()) {
            try {
                if (port.packets()) {
                    new DatagramSocket(port.address()).close();
                } else {
                    try (ServerSocket tried = new ServerSocket()) {
                        tried.setReuseAddress(true);
                        tried.bind(port.address());
                    }
                }
            } catch (IOException e) {
                throw new IOException(
                        "its port for %s cannot be opened on %s:%d: %s"
                                .formatted(
                                        port.what(),
                                        port.address().getAddress().getHostAddress(),
                                        port.address().getPort(),
                                        e.getMessage()),
                        e);
            }
        }
    }
}
