package org.schoolgate.engine.lists;

/** A URL a line without its scheme, as in squidGuard's {@code urls}. Only those that are a whole host can be used. */
final class UrlReader implements ListReader {
    @Override
    public void read(String line, Entries out) {
        String text = PlainReader.withoutComment(line);
        int scheme = text.indexOf("://");
        String url = scheme < 0 ? text : text.substring(scheme + 3);
        String host = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (host.indexOf('/') >= 0 || host.indexOf('?') >= 0) {
            out.reject("a part of a site, and only whole hosts are listed");
        } else if (!host.isEmpty()) {
            PlainReader.host(host, out);
        }
    }
}
