package org.schoolgate.agreements.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.schoolgate.kernel.Phase;

/**
 * How hard something is to read: the Flesch-Kincaid grade plus five years, and the longest sentence.
 *
 * @param years the age at which a child usually reads this, never under 4
 * @param longestSentence in words
 */
public record ReadingAge(double years, int longestSentence) {
    /*
     * Flesch-Kincaid was made for whole pages. Over a single short line it swings with one long word, so a text is
     * measured as a whole, and a single line only by the length of its sentences, which is what loses a young reader.
     */
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:;])\\s+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}'\u2019]+");
    private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");
    /** The end of <em>like</em>, <em>likes</em> and <em>liked</em>, not of <em>little</em>, <em>pages</em> or <em>wanted</em>. */
    private static final Pattern UNHEARD = Pattern.compile(
            "(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$" + "|(?<=[^aeiouylscgzhx])es$|(?<=[aeiouy]l)es$|(?<=[^aeiouytd])ed$");

    private static final double YOUNGEST = 4;

    /** The reading age of a whole text. */
    public static ReadingAge of(List<String> texts) {
        int sentences = 0;
        int words = 0;
        int syllables = 0;
        int longest = 0;
        for (var text : texts) {
            for (var sentence : SENTENCE_END.split(text.strip(), -1)) {
                var found = words(sentence);
                if (!found.isEmpty()) {
                    sentences++;
                    words += found.size();
                    syllables += found.stream().mapToInt(ReadingAge::syllables).sum();
                    longest = Math.max(longest, found.size());
                }
            }
        }
        if (words == 0) {
            return new ReadingAge(YOUNGEST, 0);
        }
        double grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
        return new ReadingAge(Math.max(YOUNGEST, grade + 5), longest);
    }

    /** What was found out about the lines that pupils say, or nothing where no pupil signs. */
    public static Optional<Findings> ofPupilsPart(Wording wording) {
        return wording.audience()
                .phase()
                .map(phase -> limitFor(phase).check(wording.spoken(Part.PUPIL).toList()));
    }

    /** What the pupils of a phase can be asked to read or listen to. */
    public static Limit limitFor(Phase phase) {
        return switch (phase) {
            case EYFS -> new Limit(5.5, 10);
            case KS1 -> new Limit(7, 15);
            case KS2 -> new Limit(9.5, 20);
        };
    }

    /** The most that a text for a phase may ask of its readers. */
    public record Limit(double years, int wordsInASentence) {
        /** Lines with a sentence that is too long, and the text as a whole where it is too hard. */
        public Findings check(List<String> lines) {
            var tooLong = new ArrayList<String>();
            for (var line : lines) {
                if (ReadingAge.of(List.of(line)).longestSentence() > wordsInASentence) {
                    tooLong.add(line);
                }
            }
            return new Findings(ReadingAge.of(lines), this, tooLong);
        }
    }

    /** What was found out about a text. */
    public record Findings(ReadingAge age, Limit limit, List<String> tooLong) {
        public Findings {
            tooLong = List.copyOf(tooLong);
        }

        public boolean isReadable() {
            return tooLong.isEmpty() && age.years() <= limit.years();
        }
    }

    private static List<String> words(String sentence) {
        return WORD.matcher(sentence).results().map(MatchResult::group).toList();
    }

    /** Groups of vowels, less an ending that is written and not heard; near enough for English, and never none. */
    static int syllables(String word) {
        var letters = word.toLowerCase(Locale.ROOT).replaceAll("['\u2019]", "");
        var heard = UNHEARD.matcher(letters).replaceFirst("");
        int groups = (int) VOWELS.matcher(heard).results().count();
        return Math.max(1, groups);
    }
}
