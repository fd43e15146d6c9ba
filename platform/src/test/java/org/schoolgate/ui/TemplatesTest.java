package org.schoolgate.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every template of every module keeps to. */
class TemplatesTest {
    private static final Pattern INLINE =
            Pattern.compile("<style|\\sstyle=|\\son[a-z]+=\"|<script(?! src=)|javascript:");
    private static final Pattern ICON =
            Pattern.compile("(?:icon(?:After)? = |template\\.ui\\.icon\\((?:name = )?)\"([^\"]+)\"");
    private static final Pattern COMPONENT = Pattern.compile("@template\\.ui\\.([A-Za-z]+)\\(");
    private static final Pattern FORM = Pattern.compile("<form(?![^>]*method=\"get\")");

    private final Map<String, String> templates = Sources.ending(".jte");

    /** Letters may: an e-mail has no style sheet. */
    @Test
    void noPageNeedsAStyleOrScriptOfItsOwn() {
        var pages = new TreeMap<>(templates);
        pages.keySet().removeIf(name -> !name.contains("/web/") && !name.contains("/ui/"));
        assertThat(pages)
                .hasSizeGreaterThan(60)
                .allSatisfy((name, text) ->
                        assertThat(INLINE.matcher(text).find()).as(name).isFalse());
    }

    @Test
    void everyFormGoesThroughTheOneThatProvesThatItIsOurs() {
        var others = new TreeMap<>(templates);
        assertThat(others.remove("org/schoolgate/ui/form.jte")).isNotNull();
        assertThat(others)
                .allSatisfy((name, text) ->
                        assertThat(FORM.matcher(text).find()).as(name).isFalse());
    }

    @Test
    void everyIconIsDrawn() {
        var named = new TreeSet<String>();
        templates.values().forEach(text -> ICON.matcher(text).results().forEach(found -> named.add(found.group(1))));
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(Icons.names()).containsAll(named);
    }

    @Test
    void everyComponentSaysItsDutyAndStandsInTheGallery() {
        var shown = new TreeSet<String>();
        var components = new TreeMap<String, String>();
        templates.forEach((name, text) -> {
            var file = name.substring(name.lastIndexOf('/') + 1, name.length() - ".jte".length());
            if (name.startsWith("org/schoolgate/ui/gallery/")) {
                COMPONENT.matcher(text).results().forEach(found -> shown.add(found.group(1)));
            } else if (name.startsWith("org/schoolgate/ui/")) {
                components.put(file, text);
            }
        });
        // a component may be seen inside another that is shown
        for (int before = -1; before != shown.size(); ) {
            before = shown.size();
            components.forEach((name, text) -> {
                if (shown.contains(name)) {
                    COMPONENT.matcher(text).results().forEach(found -> shown.add(found.group(1)));
                }
            });
        }
        components.keySet().removeAll(java.util.Set.of("about", "trouble", "welcome"));
        assertThat(shown).containsAll(components.keySet());
        assertThat(components)
                .allSatisfy((name, text) -> assertThat(text).as(name).contains("<%--"));
    }
}
