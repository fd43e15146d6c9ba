package org.schoolgate.documents;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** A school's own virus scanner, ClamAV's clamd, where it has named one; spoken to by INSTREAM. */
@Component
class VirusScanner {
    /** Where it listens, as host:port; empty where there is none. */
    static final Setting<String> ADDRESS = Setting.text("documents.virus-scanner", "", 200);

    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 30_000;
    private static final int PART = 64 * 1024;
    /** An answer is a line. */
    private static final int LONGEST_ANSWER = 1_000;

    private static final String FOUND = " FOUND";

    private final Settings settings;

    VirusScanner(Settings settings) {
        this.settings = settings;
    }

    /** What it says of a file. */
    sealed interface Answer {
        /** It finds nothing, or the school has none. */
        record Clean() implements Answer {}

        record Found(String what) implements Answer {}

        /** It cannot be reached, or says that it cannot look. */
        record Silent() implements Answer {}
    }

    Answer scan(SchoolId school, byte[] bytes) {
        var address = settings.get(school, ADDRESS);
        if (address.isBlank()) {
            return new Answer.Clean();
        }
        var colon = address.lastIndexOf(':');
        try {
            return read(ask(address.substring(0, Math.max(0, colon)), port(address.substring(colon + 1)), bytes));
        } catch (IOException _) {
            return new Answer.Silent();
        }
    }

    private static int port(String typed) throws IOException {
        try {
            var port = Integer.parseInt(typed);
            if (port > 0 && port <= 0xffff) {
                return port;
            }
        } catch (NumberFormatException _) {
            // The same as a number that is no port.
        }
        throw new IOException("no port: " + typed);
    }

    private static String ask(String host, int port, byte[] bytes) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            var out = new DataOutputStream(socket.getOutputStream());
            out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            for (var at = 0; at < bytes.length; at += PART) {
                var length = Math.min(PART, bytes.length - at);
                out.writeInt(length);
                out.write(bytes, at, length);
            }
            out.writeInt(0);
            out.flush();
            return new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII);
        }
    }

    private static Answer read(String said) {
        var line = said.replace("\0", "").strip();
        if (line.endsWith(FOUND)) {
            return new Answer.Found(
                    line.substring(0, line.length() - FOUND.length()).replaceFirst("^stream: ", ""));
        }
        return line.equals("stream: OK") ? new Answer.Clean() : new Answer.Silent();
    }

    @Configuration(proxyBeanMethods = false)
    static class Declared {
        @Bean
        DeclaredSettings documentsSettings() {
            return DeclaredSettings.of("documents", ADDRESS);
        }
    }
}
