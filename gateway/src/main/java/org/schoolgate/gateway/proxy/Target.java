package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;

/** Where a request is to go. The target alone says it; a Host header that differs is overwritten. */
sealed interface Target {
    /**
     * A page.
     *
     * @param secure asked for over TLS, and fetched so
     */
    record Page(Host host, int port, String path, boolean secure) implements Target {
        Page(Host host, int port, String path) {
            this(host, port, path, false);
        }

        /** What the origin is to see as Host. */
        String authority() {
            return Target.authority(host, port, secure);
        }
    }

    /** A tunnel, of which only the name is seen. */
    record Tunnel(Host host, int port) implements Target {}

    /** One of the gateway's own pages. */
    record Own(String path) implements Target {}

    /** Nothing that could be judged. */
    record Unreadable(String why) implements Target {}

    /** The answer to an address that some readers would take for two. */
    Unreadable TORN = new Unreadable("a space or a control character stands in the address");

    static Target of(HttpRequest request) {
        String target = request.uri();
        if (isTorn(target)) {
            return TORN;
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return tunnel(target);
        }
        if (target.startsWith("/")) {
            return new Own(target);
        }
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            return page(target, 7, 80, request.method().equals(HttpMethod.OPTIONS));
        }
        return new Unreadable("only http:// is asked for in this way");
    }

    /** Where a request leads that is asked in a tunnel: to the host that it names, whatever the tunnel was opened for. */
    static Target within(HttpRequest request, Inspected tunnel) {
        String target = request.uri();
        boolean options = request.method().equals(HttpMethod.OPTIONS);
        if (isTorn(target)) {
            return TORN;
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return new Unreadable("a tunnel is asked for inside a tunnel");
        }
        String url;
        if (target.regionMatches(true, 0, "https://", 0, 8)) {
            url = target;
        } else if (target.startsWith("/") || (options && target.equals("*"))) {
            String host = request.headers().get(HttpHeaderNames.HOST, authority(tunnel.host(), tunnel.port(), true));
            if (host.chars().anyMatch(c -> "/?#".indexOf(c) >= 0)) {
                return new Unreadable("the Host header names no host");
            }
            url = "https://" + host + (target.equals("*") ? "" : target);
        } else {
            return new Unreadable("only pages of the site are asked for inside a tunnel");
        }
        return switch (page(url, 8, 443, options)) {
            case Page(var host, var port, var path, var _)
            when port == tunnel.port() -> new Page(host, port, path, true);
            case Page _ -> new Unreadable("another port is asked for inside a tunnel");
            case Target other -> other;
        };
    }

    /**
     * The host that the Host header names though the address names another. The address alone counts; whoever says two may be
     * trying something.
     */
    static @Nullable String otherwise(HttpRequest request, Target target) {
        String host = request.headers().get(HttpHeaderNames.HOST);
        if (host == null || !(target instanceof Page page) || request.uri().startsWith("/")) {
            return null;
        }
        String address = request.uri();
        int from = address.indexOf("://") + 3;
        int end = from + host.length();
        boolean same = address.regionMatches(true, from, host, 0, host.length())
                && (end == address.length() || "/?#".indexOf(address.charAt(end)) >= 0);
        if (same) {
            return null;
        }
        Host named = host(host);
        return named.equals(page.host()) ? null : named instanceof Host.Malformed ? "no host" : named.shown();
    }

    private static Target tunnel(String target) {
        int port = port(target, -1);
        return port < 0 ? new Unreadable("a tunnel needs a host and a port") : new Tunnel(host(target), port);
    }

    private static Target page(String target, int start, int usualPort, boolean options) {
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            // Some readers take a backslash for a slash, so it would depend on the reader what the host is.
            if (target.charAt(end) == '\\') {
                return new Unreadable("a backslash stands in the host");
            }
            end++;
        }
        String authority = target.substring(start, end);
        int port = port(authority, usualPort);
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

    private static boolean isTorn(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7f) {
                return true;
            }
        }
        return false;
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

    private static String authority(Host host, int port, boolean secure) {
        String name = host.shown();
        String bracketed = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        return port == (secure ? 443 : 80) ? bracketed : bracketed + ":" + port;
    }
}
