package org.schoolgate.gateway;

import static org.schoolgate.gateway.School.until;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium of one computer, in a process of its own: it trusts who that computer trusts, and each person has a window. */
final class Chromium implements AutoCloseable {
    /** It warns of what is wrong with a certificate as it does at home: nothing is switched off. */
    private static final List<String> QUIETLY = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-port=0");

    private final Process process;
    private final Browser browser;

    /** A computer that trusts these authorities: what its administrator does with them (certutil). */
    static Path computer(Path home, List<Path> trusted) throws Exception {
        Path store = Files.createDirectories(home.resolve(".pki/nssdb"));
        SquidTest.run("certutil", "-d", "sql:" + store, "-N", "--empty-password");
        for (Path authority : trusted) {
            SquidTest.run(
                    "certutil",
                    "-d",
                    "sql:" + store,
                    "-A",
                    "-t",
                    "C,,",
                    "-n",
                    authority.toString(),
                    "-i",
                    authority.toString());
        }
        return home;
    }

    /** One without windows, which is quick. */
    static Chromium shell(Playwright playwright, Path home, Path data, String... arguments) throws IOException {
        return new Chromium(playwright, "chromium-headless-shell", home, data, arguments);
    }

    /** The whole browser, whose names are looked up over HTTPS and nowhere else. */
    static Chromium lookingUp(Playwright playwright, Path home, Path data, String template) throws IOException {
        Files.createDirectories(data);
        Files.writeString(
                data.resolve("Local State"),
                "{\"dns_over_https\":{\"mode\":\"secure\",\"templates\":\"%s\"}}".formatted(template));
        return new Chromium(playwright, "chromium", home, data);
    }

    private Chromium(Playwright playwright, String program, Path home, Path data, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(QUIETLY);
        command.addAll(List.of(arguments));
        command.add("--user-data-dir=" + data);
        Files.createDirectories(data);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", data.toString());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        process = builder.start();
        Path port = data.resolve("DevToolsActivePort");
        until(() -> Files.exists(port) && lines(port).size() > 1);
        browser = playwright
                .chromium()
                .connectOverCDP("http://127.0.0.1:" + lines(port).getFirst());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    BrowserContext window() {
        return browser.newContext();
    }

    /** One that goes through a proxy, with what its person says there. */
    BrowserContext window(Proxy proxy) {
        return browser.newContext(new Browser.NewContextOptions().setProxy(proxy));
    }

    @Override
    public void close() {
        browser.close();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                one -> one.onExit().completeOnTimeout(one, 5, TimeUnit.SECONDS).join());
    }
}
