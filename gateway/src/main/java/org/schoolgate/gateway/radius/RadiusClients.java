package org.schoolgate.gateway.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.who.AddressRange;

/** The access points, switches and RADIUS servers that may say who is where, each with its secret. */
public final class RadiusClients {
    private static final int SHORTEST_SECRET = 12;

    private final List<Client> clients;

    private record Client(AddressRange range, String secret) {}

    private RadiusClients(List<Client> clients) {
        this.clients = clients;
    }

    /**
     * Reads a file with a line for each: its address or range, a blank, its secret of at least twelve characters. Lines that
     * begin with {@code #} say nothing. What is wrong is said with its line; the secret never is.
     */
    public static RadiusClients of(Path file) throws IOException {
        List<Client> clients = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split("\\s+", 2);
            if (words.length < 2 || words[1].length() < SHORTEST_SECRET) {
                throw new IOException(
                        "%s, line %d: a RADIUS client is an address, a blank and a secret of at least %d characters"
                                .formatted(file, number, SHORTEST_SECRET));
            }
            try {
                clients.add(new Client(AddressRange.of(words[0]), words[1]));
            } catch (IllegalArgumentException _) {
                throw new IOException(
                        "%s, line %d: %s is no address or range of addresses".formatted(file, number, words[0]));
            }
        }
        if (clients.isEmpty()) {
            throw new IOException("%s names no RADIUS client".formatted(file));
        }
        clients.sort(Comparator.comparingInt((Client client) -> client.range().prefix())
                .reversed());
        return new RadiusClients(List.copyOf(clients));
    }

    /** The secret that is shared with whoever is there; null with nobody. */
    byte @Nullable [] secret(InetAddress address) {
        for (Client client : clients) {
            if (client.range().holds(address)) {
                return client.secret().getBytes(UTF_8);
            }
        }
        return null;
    }
}
