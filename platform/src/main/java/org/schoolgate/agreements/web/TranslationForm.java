package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.schoolgate.agreements.AgreementText;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;

/** A version's words in one more language, as somebody typed them or sent them in a file. */
public record TranslationForm(String language, Map<String, String> said) {
    static final int MOST_BYTES = 512 * 1024;

    private static final String TITLE = "title";
    private static final String INTRODUCTION = "introduction";
    private static final String FIELD = "line.";
    /** Stands for the spaces of a key, which an id may not have. */
    private static final char SPACE = '~';

    /** What families of schools read most, of the alphabets that our papers can print. */
    private static final List<String> LANGUAGES = List.of(
            "pl", "ro", "pt", "es", "it", "fr", "de", "lt", "lv", "sk", "cs", "hu", "sq", "tr", "so", "bg", "uk", "ru",
            "el", "cy");

    static TranslationForm empty() {
        return new TranslationForm("", Map.of());
    }

    /** A thing to translate: what it is called in the form, and its English. */
    public record Piece(String key, String english) {
        public String field() {
            return FIELD + key.replace(' ', SPACE);
        }
    }

    /** The languages to choose from, those left out in which the text is approved already. */
    public static List<Option> languages(AgreementText text) {
        return LANGUAGES.stream()
                .filter(tag -> text.in(tag).isEmpty())
                .map(tag -> Option.of(tag, name(tag)))
                .toList();
    }

    /** What a language calls itself. */
    public static String name(String tag) {
        var locale = Locale.forLanguageTag(tag);
        return locale.getDisplayLanguage(locale);
    }

    /** Everything that has words in a text, in order. */
    public static List<Piece> pieces(Wording english) {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece(TITLE, english.title()));
        if (!english.introduction().isEmpty()) {
            pieces.add(new Piece(INTRODUCTION, english.introduction()));
        }
        for (var section : english.sections()) {
            pieces.add(new Piece(section.key(), section.heading()));
            section.lines().forEach(line -> pieces.add(new Piece(line.key(section.part()), line.words())));
        }
        return pieces;
    }

    static TranslationForm of(Map<String, String> fields) {
        var said = new HashMap<String, String>();
        fields.forEach((name, words) -> {
            if (name.startsWith(FIELD)) {
                said.put(name.substring(FIELD.length()).replace(SPACE, ' '), words.strip());
            }
        });
        return new TranslationForm(fields.getOrDefault("language", ""), said);
    }

    /** The sheet that a translator fills in. */
    static String sheet(Wording english) {
        return Csv.of(
                List.of("Do not change", "English", "Translation"),
                pieces(english).stream()
                        .map(piece -> List.of(piece.key(), piece.english(), ""))
                        .toList());
    }

    /** A sheet that came back; empty where it is none. */
    static Optional<TranslationForm> read(String language, byte[] sheet) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sheet))
                    .toString()
                    .replace("\uFEFF", "");
            var said = new HashMap<String, String>();
            var separator = text.lines().findFirst().orElse("").contains(";") ? ';' : ',';
            try (var rows =
                    CSVFormat.RFC4180.builder().setDelimiter(separator).get().parse(new StringReader(text))) {
                for (var row : rows) {
                    if (row.size() >= 3) {
                        said.put(row.get(0), row.get(2).strip());
                    }
                }
            }
            return said.containsKey(TITLE) ? Optional.of(new TranslationForm(language, said)) : Optional.empty();
        } catch (CharacterCodingException notOurs) {
            return Optional.empty();
        } catch (IOException | java.io.UncheckedIOException broken) {
            return Optional.empty();
        }
    }

    public String words(String key) {
        return said.getOrDefault(key, "");
    }

    /** What is left to be said in the language: each piece by its field. */
    Problems problems(Wording english) {
        var problems =
                new Problems().when(language.isBlank(), "language", say("agreements.translation.language-missing"));
        pieces(english)
                .forEach(piece -> problems.when(
                        words(piece.key()).isEmpty(),
                        piece.field(),
                        say("agreements.translation.missing", piece.english())));
        return problems;
    }

    String title() {
        return words(TITLE);
    }

    String introduction() {
        return words(INTRODUCTION);
    }

    Map<String, String> lines() {
        var lines = new LinkedHashMap<>(said);
        lines.remove(TITLE);
        lines.remove(INTRODUCTION);
        return lines;
    }
}
