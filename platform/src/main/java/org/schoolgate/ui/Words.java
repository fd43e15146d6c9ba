package org.schoolgate.ui;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Everything that the program says to people, by key, in the language of whoever reads it. */
public final class Words {
    /*
     * One bundle a module: words/<module>.properties in English, words/<module>_cy.properties in Welsh, and so on, all
     * merged here once. A key begins with its module's name, so two modules cannot say different things by one key. A
     * language that lacks a sentence says it in English; a key that English lacks stands in the page as ⟦key⟧, and is
     * an error where words.strict is on the class path, as it is in our tests.
     */
    private static final ScopedValue<Locale> LANGUAGE = ScopedValue.newInstance();
    private static final Map<Locale, Map<String, MessageFormat>> SENTENCES = load();
    private static final boolean STRICT = Words.class.getResource("/words.strict") != null;

    private Words() {}

    /** The sentence of this key, with its numbered places filled. */
    public static String say(String key, Object... places) {
        var sentence = sentence(key);
        return sentence == null ? "⟦" + key + "⟧" : filled(sentence, places);
    }

    /** The sentence of this key; the part that stands in [brackets] becomes a link to {@code href}. */
    public static Content link(String key, String href, Object... places) {
        var text = say(key, Arrays.stream(places).map(Words::unbracketed).toArray());
        int from = text.indexOf('[');
        int to = text.lastIndexOf(']');
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no [link] in the words of " + key);
        }
        return new Linked(text.substring(0, from), text.substring(from + 1, to), text.substring(to + 1), href);
    }

    /** The language that is spoken now: that of the block around it, else of the request, else English. */
    public static Locale language() {
        if (LANGUAGE.isBound()) {
            return LANGUAGE.get();
        }
        var context = LocaleContextHolder.getLocaleContext();
        var asked = context == null ? null : context.getLocale();
        return asked == null ? Locale.UK : spoken(asked);
    }

    /** The language that there are words in and that is nearest to the one asked for: Welsh for Welsh of anywhere. */
    private static Locale spoken(Locale asked) {
        var plain = Locale.of(asked.getLanguage());
        return SENTENCES.containsKey(asked) ? asked : SENTENCES.containsKey(plain) ? plain : Locale.UK;
    }

    /** Says everything inside {@code block} in {@code language}: an e-mail to a parent, a text on paper. */
    public static <T> T in(Locale language, Supplier<T> block) {
        return ScopedValue.where(LANGUAGE, language).call(block::get);
    }

    /** The languages that there are words in. */
    public static Set<Locale> languages() {
        return SENTENCES.keySet();
    }

    /** Every key that has English words. */
    public static Set<String> keys() {
        return english().keySet();
    }

    private static Object unbracketed(Object place) {
        return place instanceof String text ? text.replace('[', '(').replace(']', ')') : place;
    }

    private static @Nullable MessageFormat sentence(String key) {
        var said = SENTENCES.getOrDefault(language(), Map.of()).get(key);
        if (said == null) {
            said = english().get(key);
        }
        if (said == null && STRICT) {
            throw new IllegalArgumentException("no words for " + key);
        }
        return said;
    }

    private static String filled(MessageFormat sentence, Object[] places) {
        // a MessageFormat keeps state while it formats, so each use takes its own copy
        return ((MessageFormat) sentence.clone()).format(places);
    }

    private static Map<String, MessageFormat> english() {
        return SENTENCES.getOrDefault(Locale.UK, Map.of());
    }

    private static Map<Locale, Map<String, MessageFormat>> load() {
        var all = new HashMap<Locale, Map<String, MessageFormat>>();
        all.put(Locale.UK, new TreeMap<>());
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:words/*.properties")) {
                var name = String.valueOf(file.getFilename()).replace(".properties", "");
                var module = name.split("_", 2)[0];
                var language = name.contains("_") ? Locale.of(name.substring(module.length() + 1)) : Locale.UK;
                var bundle = new Properties();
                try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    bundle.load(reader);
                }
                merge(module, language, bundle, all.computeIfAbsent(language, _ -> new TreeMap<>()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(all);
    }

    private static void merge(String module, Locale language, Properties bundle, Map<String, MessageFormat> sentences) {
        for (var key : bundle.stringPropertyNames()) {
            if (!key.startsWith(module + ".")) {
                throw new IllegalStateException("%s stands in the words of %s".formatted(key, module));
            }
            sentences.put(key, new MessageFormat(bundle.getProperty(key), language));
        }
    }

    private record Linked(String before, String inside, String after, String href) implements Content {
        @Override
        public void writeTo(TemplateOutput output) {
            output.writeUserContent(before);
            output.writeContent("<a href=\"");
            var html = (HtmlTemplateOutput) output;
            html.setContext("a", "href");
            html.writeUserContent(href);
            html.setContext("a", null);
            output.writeContent("\">");
            output.writeUserContent(inside);
            output.writeContent("</a>");
            output.writeUserContent(after);
        }
    }
}
