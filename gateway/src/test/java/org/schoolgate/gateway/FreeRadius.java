package org.schoolgate.gateway;

import static org.schoolgate.gateway.School.until;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A school's RADIUS server: FreeRADIUS, which hears the access points, keeps what they say in a file until the gateway has
 * answered, and tells it again where it has not. The configuration is the one of docs/running.md.
 */
final class FreeRadius implements AutoCloseable {
    private static final String CONFIGURATION = """
            name = radiusd
            libdir = /usr/lib/freeradius
            run_dir = HOME
            logdir = HOME
            max_request_time = 5
            cleanup_delay = 1
            thread pool {
              start_servers = 1
              max_servers = 4
              min_spare_servers = 1
              max_spare_servers = 2
            }
            client access-points {
              ipaddr = 127.0.0.1
              secret = SECRET
            }
            home_server schoolgate {
              type = acct
              ipaddr = 127.0.0.1
              port = GATEWAY
              secret = SECRET
              response_window = 1
              status_check = status-server
              check_interval = 6
            }
            home_server_pool schoolgate {
              home_server = schoolgate
            }
            realm schoolgate {
              acct_pool = schoolgate
              nostrip
            }
            modules {
              detail spool {
                filename = HOME/spool
              }
              always ok {
                rcode = ok
              }
            }
            server access-points {
              listen {
                type = acct
                ipaddr = 127.0.0.1
                port = PORT
              }
              accounting {
                spool
              }
            }
            server to-schoolgate {
              listen {
                type = detail
                filename = HOME/spool
                load_factor = 100
                poll_interval = 1
                retry_interval = 1
              }
              preacct {
                update control {
                  &Proxy-To-Realm := schoolgate
                }
              }
              accounting {
                ok
              }
            }
            """;

    private final Path home;
    private final int port = free();
    private Process server;

    FreeRadius(Path home, int gateway, String secret) throws IOException {
        this.home = home;
        Files.createDirectories(home);
        Files.writeString(home.resolve("dictionary"), "$INCLUDE /usr/share/freeradius/dictionary\n");
        Files.writeString(
                home.resolve("radiusd.conf"),
                CONFIGURATION
                        .replace("HOME", home.toString())
                        .replace("SECRET", secret)
                        .replace("GATEWAY", Integer.toString(gateway))
                        .replace("PORT", Integer.toString(port)));
        server = start();
    }

    private static int free() throws IOException {
        try (DatagramSocket any = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return any.getLocalPort();
        }
    }

    private Process start() throws IOException {
        Path log = home.resolve("log");
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder("/usr/sbin/freeradius", "-f", "-x", "-l", "stdout", "-d", home.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        until(() -> {
            try {
                return Files.readString(log).contains("Ready to process requests");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return process;
    }

    int port() {
        return port;
    }

    /** It is killed in the middle of whatever it does. */
    void kill() {
        server.destroyForcibly().onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }

    void startAgain() throws IOException {
        server = start();
    }

    @Override
    public void close() {
        kill();
    }
}
