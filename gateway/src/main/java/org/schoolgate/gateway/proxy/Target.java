package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import org.schoolgate.engine.Host;

/** Where a request is to go. The target alone says it; a Host header that differs is overwritten. */
sealed interface Target {
    /** A plain page. */
    record Page(Host host, int port, String path) implements Target {
        /** What the origin is to see as Host. */
        String authority() {
            String name = text(host);
            String bracketed = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
            return port == 80 ? bracketed : bracketed + ":" + port;
        }
    }

    /** A tunnel, of which only the name is seen. */
    record Tunnel(Host host, int port) implements Target {}

    /** One of the gateway's own pages. */
    record Own(String path) implements Target {}

    /** Nothing that could be judged. */
    record Unreadable(String why) implements Target {}

    static Target of(HttpRequest request) {
        String target = request.uri();
        if (request.method().equals(HttpMethod.CONNECT)) {
            return tunnel(target);
        }
        if (target.startsWith("/")) {
            return new Own(target);
        }
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            return page(target, request.method().equals(HttpMethod.OPTIONS));
        }
        return new Unreadable("only http:// is asked for in this way");
    }

    private static Target tunnel(String target) {
        int port = port(target, -1);
        return port < 0 ? new Unreadable("a tunnel needs a host and a port") : new Tunnel(host(target), port);
    }

    private static Target page(String target, boolean options) {
        int end = 7;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            // Some readers take a backslash for a slash, so it would depend on the reader what the host is.
            if (target.charAt(end) == '\\') {
                return new Unreadable("a backslash stands in the host");
            }
            end++;
        }
        String authority = target.substring(7, end);
        int port = port(authority, 80);
        if (port < 0) {
            return new Unreadable("there is no such port");
        }
        int fragment = target.indexOf('#', end);
        String rest = target.substring(end, fragment < 0 ? target.length() : fragment);
        String path = rest.startsWith("/") ? rest : rest.isEmpty() && options ? "*" : "/" + rest;
        return new Page(host(authority), port, escaped(path));
    }

    /** Bytes beyond ASCII are UTF-8, as browsers mean them. */
    private static Host host(String authority) {
        return Host.of(new String(authority.getBytes(ISO_8859_1), UTF_8));
    }

    private static int port(String authority, int usual) {
        int colon = authority.lastIndexOf(':');
        if (colon < 0 || colon < authority.lastIndexOf(']') || colon < authority.lastIndexOf('@')) {
            return usual;
        }
        String digits = authority.substring(colon + 1);
        if (digits.isEmpty()) {
            return usual;
        }
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || port > 65_535) {
                return -1;
            }
            port = port * 10 + digit;
        }
        return port >= 1 && port <= 65_535 ? port : -1;
    }

    private static String escaped(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) > '~') {
                StringBuilder escaped = new StringBuilder(path.length() + 16);
                for (int j = 0; j < path.length(); j++) {
                    char c = path.charAt(j);
                    if (c > '~') {
                        escaped.append('%').append("%02X".formatted((int) c));
                    } else {
                        escaped.append(c);
                    }
                }
                return escaped.toString();
            }
        }
        return path;
    }

    /** A host as it is recorded and shown. */
    static String text(Host host) {
        return switch (host) {
            case Host.Name(var name) -> name;
            case Host.Address(var address) -> address;
            case Host.Malformed malformed -> malformed.why();
        };
    }
}
