package org.schoolgate.roster;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What somebody is called.
 *
 * @param title like Mrs; empty for children and where nobody gave one
 * @param given empty where only title and family name are known
 * @param knownAs the given name that is used instead, if there is one
 */
public record PersonName(String title, String given, String family, String knownAs) {
    public PersonName {
        if (family.isBlank()) {
            throw new IllegalArgumentException("nobody is called nothing");
        }
    }

    public static PersonName of(String given, String family) {
        return new PersonName("", given, family, "");
    }

    /** The name that is used: Mrs Lindqvist for who has a title, Tom Whitlock for who has none. */
    public String shown() {
        return title.isEmpty() ? (called() + " " + family).strip() : title + " " + family;
    }

    /** Everything, for the page that is about this person. */
    public String full() {
        return (title + " " + called() + " " + family).strip().replaceAll(" +", " ");
    }

    /** For lists that are sorted: Whitlock, Tom. */
    public String sorted() {
        return called().isEmpty() ? family + (title.isEmpty() ? "" : ", " + title) : family + ", " + called();
    }

    /** For pages that others may see over a shoulder: Tom W. */
    public String little() {
        return called().isEmpty() ? shown() : called() + " " + family.substring(0, family.offsetByCodePoints(0, 1));
    }

    /** A name as it is compared: upper and lower case, accents, blanks and hyphens make nobody another person. */
    public static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** The given name that is used. */
    public String called() {
        return knownAs.isEmpty() ? given : knownAs;
    }
}
