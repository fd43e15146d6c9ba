package org.schoolgate.gateway;

import static org.schoolgate.gateway.School.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A school's Squid, which asks a gateway by ICAP: at one port it sees names, at another it opens HTTPS (ssl-bump). */
final class Squid implements AutoCloseable {
    private static final String CONFIGURATION = """
            http_port 127.0.0.1:NAMES name=names
            http_port 127.0.0.1:OPENING name=opening ssl-bump tls-cert=HOME/ca.pem generate-host-certificates=on
            sslcrtd_program /usr/lib/squid/security_file_certgen -s HOME/certs -M 4MB
            sslcrtd_children 1
            acl opened myportname opening
            acl tunnel method CONNECT
            # Banks, health and help lines: nobody looks into those, and Squid has to be told which they are.
            acl untouched ssl::server_name "HOME/untouched"
            ssl_bump splice untouched
            ssl_bump bump opened
            tls_outgoing_options TRUST
            auth_param basic program /usr/lib/squid/basic_fake_auth
            auth_param basic children 1
            acl known proxy_auth REQUIRED
            http_access allow known
            http_access deny all
            icap_enable on
            icap_send_client_ip on
            icap_send_client_username on
            icap_service before reqmod_precache ICAP/request bypass=off
            icap_service after respmod_precache ICAP/response bypass=off
            # Where HTTPS is opened, what is inside is asked about: so its readers get the page and not the browser's own.
            adaptation_access before deny opened tunnel !untouched
            adaptation_access before allow all
            adaptation_access after allow all
            # It would lead a browser past Squid.
            reply_header_access Alt-Svc deny all
            hosts_file HOME/hosts
            cache deny all
            access_log none
            cache_log HOME/cache.log
            pid_filename HOME/squid.pid
            coredump_dir HOME
            shutdown_lifetime 0 seconds
            visible_hostname squid.example
            pinger_enable off
            netdb_filename none
            """;

    private final Path home;
    private final int names = free();
    private final int opening = free();
    private final Process squid;

    /**
     * @param trust what it has to know of the certificates of sites, in words of its own
     * @param hosts where names lead, as lines of a hosts file
     * @param untouched sites into which it does not look
     */
    Squid(Path home, int icap, String trust, List<String> hosts, List<String> untouched) throws Exception {
        this.home = home;
        Files.createDirectory(home);
        // Started by root it becomes a user of its own, who must be able to write there.
        Path parent = home.getParent();
        for (Path folder : parent == null ? List.of(home) : List.of(home, parent)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        makeAuthority();
        Files.write(home.resolve("hosts"), hosts);
        Files.write(home.resolve("untouched"), untouched);
        Files.writeString(
                home.resolve("squid.conf"),
                CONFIGURATION
                        .replace("HOME", home.toString())
                        .replace("NAMES", Integer.toString(names))
                        .replace("OPENING", Integer.toString(opening))
                        .replace("TRUST", trust)
                        .replace("ICAP", "icap://127.0.0.1:" + icap));
        SquidTest.run("chmod", "-R", "a+rwX", home.toString());
        squid = new ProcessBuilder(
                        "/usr/sbin/squid",
                        "-N",
                        "-f",
                        home.resolve("squid.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        until(() -> listens(names) && listens(opening));
    }

    private void makeAuthority() throws Exception {
        Path key = home.resolve("ca.pem");
        SquidTest.run(
                "openssl",
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-days",
                "2",
                "-nodes",
                "-x509",
                "-subj",
                "/CN=Squid of Greenfield",
                "-keyout",
                key.toString(),
                "-out",
                authority().toString());
        Files.writeString(key, Files.readString(authority()), StandardOpenOption.APPEND);
        SquidTest.run(
                "/usr/lib/squid/security_file_certgen",
                "-c",
                "-s",
                home.resolve("certs").toString(),
                "-M",
                "4MB");
    }

    /** What browsers have to trust behind the port that opens HTTPS. */
    Path authority() {
        return home.resolve("ca.crt");
    }

    int names() {
        return names;
    }

    int opening() {
        return opening;
    }

    private static int free() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        squid.destroy();
        squid.onExit().completeOnTimeout(squid, 5, TimeUnit.SECONDS).join();
        squid.destroyForcibly();
    }
}
