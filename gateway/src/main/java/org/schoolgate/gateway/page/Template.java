package org.schoolgate.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page with named gaps, {@code {{name}}}. What goes into a gap is escaped unless it is {@link Html}. */
final class Template {
    private final List<String> texts = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();

    private Template(String source) {
        int at = 0;
        for (int open = source.indexOf("{{"); open >= 0; open = source.indexOf("{{", at)) {
            int close = source.indexOf("}}", open);
            texts.add(source.substring(at, open));
            gaps.add(source.substring(open + 2, close));
            at = close + 2;
        }
        texts.add(source.substring(at));
    }

    static Template of(String resource) {
        return new Template(text(resource));
    }

    static String text(String resource) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource is called " + resource);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Html fill(Map<String, ?> values) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < gaps.size(); i++) {
            Object value = values.get(gaps.get(i));
            if (value == null) {
                throw new IllegalArgumentException("nothing is given for " + gaps.get(i));
            }
            filled.append(texts.get(i)).append(Html.of(value).markup());
        }
        return new Html(filled.append(texts.getLast()).toString());
    }
}
