package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.schoolgate.gateway.School.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * ClamAV's clamd itself, with one signature: that of the harmless file which every scanner finds (EICAR). It looks at what another
 * begins with, wherever that is.
 */
final class ClamdDaemon {
    /** In two pieces, so that no scanner finds it here. */
    static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    /** What it calls that; its own lists add the word for what they do not know. */
    static final String NAME = "Eicar-Test.UNOFFICIAL";

    private static final int MOST_MEGABYTES = 5;

    private final Path home;
    private final int port;
    private Process process;

    ClamdDaemon(Path home) throws Exception {
        this.home = Files.createDirectories(home);
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        Files.createDirectories(home.resolve("signatures"));
        Files.writeString(
                home.resolve("signatures/test.ndb"),
                "Eicar-Test:0:*:" + HexFormat.of().formatHex(EICAR.getBytes(UTF_8)) + "\n");
        Files.writeString(
                home.resolve("clamd.conf"), """
                DatabaseDirectory HOME/signatures
                TemporaryDirectory HOME
                LocalSocket HOME/clamd.ctl
                TCPSocket %d
                TCPAddr 127.0.0.1
                Foreground yes
                StreamMaxLength %dM
                MaxThreads 4
                """.formatted(port, MOST_MEGABYTES).replace("HOME", home.toString()));
        process = start();
    }

    private Process start() throws IOException {
        Process started = new ProcessBuilder(
                        "/usr/sbin/clamd", "-c", home.resolve("clamd.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        until(this::listens);
        return started;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("zPING\0".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8).startsWith("PONG");
        } catch (IOException _) {
            return false;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    Path socket() {
        return home.resolve("clamd.ctl");
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    void startAgain() throws IOException {
        process = start();
    }

    /** It hears and says nothing until it is woken. */
    void sleeps() throws Exception {
        signal("STOP");
    }

    void wakes() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    void close() throws Exception {
        wakes();
        stop();
    }
}
