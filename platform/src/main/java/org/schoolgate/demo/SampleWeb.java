package org.schoolgate.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A small web on this machine, one site a category, so that filtering can be tried where there is no internet. */
final class SampleWeb implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Site> sites;

    /** A site of it. None of them exists outside. */
    record Site(String host, List<String> categories, String title, String says) {
        private static Site of(String line) {
            var fields = line.split("\t", 4);
            return new Site(fields[0], List.of(fields[1].split(",", -1)), fields[2], fields[3]);
        }

        private byte[] page() {
            return """
                    <!doctype html>
                    <html lang="en-GB"><head><meta charset="utf-8"><title>%s</title></head>
                    <body><h1>%s</h1><p>%s</p><p><small>%s is a sample site of the demonstration.</small></p></body></html>
                    """.formatted(
                            HtmlUtils.htmlEscape(title),
                            HtmlUtils.htmlEscape(title),
                            HtmlUtils.htmlEscape(says),
                            HtmlUtils.htmlEscape(host))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private SampleWeb(HttpServer server, Map<String, Site> sites) {
        this.server = server;
        this.sites = sites;
    }

    /** Serves the sites of {@code demo/sites.txt} on a free port of this machine. */
    static SampleWeb open() {
        var sites = sites().stream().collect(Collectors.toMap(Site::host, Function.identity()));
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var web = new SampleWeb(server, sites);
            server.createContext("/", web::answer);
            server.start();
            return web;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the sample web", e);
        }
    }

    static List<Site> sites() {
        try (var file = Objects.requireNonNull(SampleWeb.class.getResourceAsStream("/demo/sites.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Site::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where each host of it is really served. */
    Map<String, InetSocketAddress> origins() {
        return sites.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        _ -> new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                server.getAddress().getPort())));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "")
                    .replaceFirst(":\\d+$", "");
            var site = sites.get(asked);
            if (site == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, site.page().length);
            exchange.getResponseBody().write(site.page());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
