package org.schoolgate.gateway.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.schoolgate.gateway.feed.Wording;

/** The sentences of the gateway's own pages. */
final class Words {
    private static final Properties SENTENCES = new Properties();

    static {
        try {
            SENTENCES.load(new StringReader(Template.text("words.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Words() {}

    /** The sentence in a voice; where children hear no other than adults, there is one for all. */
    static String say(Wording wording, String key, Object... values) {
        String own = SENTENCES.getProperty(key + "." + wording.name().toLowerCase(Locale.ROOT));
        return own != null ? format(own, values) : say(key, values);
    }

    static String say(String key, Object... values) {
        String sentence = SENTENCES.getProperty(key);
        if (sentence == null) {
            throw new IllegalArgumentException("no sentence is called " + key);
        }
        return format(sentence, values);
    }

    /** What a category is called; a list that nobody has named yet keeps its own name. */
    static String category(Wording wording, String category) {
        String key = "category." + category;
        return SENTENCES.containsKey(key)
                ? say(wording, key)
                : category.replace('-', ' ').replace('_', ' ');
    }

    private static String format(String sentence, Object... values) {
        String filled = sentence;
        for (int i = 0; i < values.length; i++) {
            filled = filled.replace("{" + i + "}", values[i].toString());
        }
        return filled;
    }
}
