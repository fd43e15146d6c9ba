package org.schoolgate.roster.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What each column of a school's own table means: guessed from its headings, put right by somebody, remembered. */
public record ColumnMapping(Listed listed, List<Column> columns) {
    /** Contacts of one pupil in one row; more are not asked for. */
    static final int CONTACTS = 6;

    /**
     * What one column means.
     *
     * @param contact which contact of the pupil it speaks of, from 1; 0 when it speaks of the person listed
     */
    public record Column(Field field, int contact) {
        static final Column IGNORED = new Column(Field.IGNORED, 0);
    }

    /** What is wrong with a mapping as it stands. */
    public enum Flaw {
        NO_NAME,
        COLUMN_TWICE,
        CONTACT_WITHOUT_NAME,
        NO_YEAR_OR_CLASS
    }

    /** What the headings suggest, if the table lists these people. */
    public static ColumnMapping guess(List<String> headings, Listed listed) {
        return MappingGuess.of(headings, listed);
    }

    /** The first thing that has to be put right, if anything. */
    public Optional<Flaw> flaw() {
        var seen = new HashSet<Column>();
        for (var column : columns) {
            if (column.field() != Field.IGNORED && !seen.add(column)) {
                return Optional.of(Flaw.COLUMN_TWICE);
            }
        }
        if (!has(Field.FULL_NAME, 0) && !(has(Field.FAMILY_NAME, 0) && has(Field.GIVEN_NAME, 0))) {
            return Optional.of(Flaw.NO_NAME);
        }
        if (listed == Listed.PUPILS && !has(Field.YEAR_GROUP, 0) && !has(Field.CLASS, 0)) {
            return Optional.of(Flaw.NO_YEAR_OR_CLASS);
        }
        var nameless = contacts().anyMatch(n -> !has(Field.CONTACT_NAME, n) && !has(Field.CONTACT_FAMILY_NAME, n));
        return nameless ? Optional.of(Flaw.CONTACT_WITHOUT_NAME) : Optional.empty();
    }

    /** The numbers of the contacts that some column speaks of. */
    IntStream contacts() {
        return columns.stream()
                .mapToInt(Column::contact)
                .filter(n -> n > 0)
                .distinct()
                .sorted();
    }

    boolean has(Field field, int contact) {
        return columns.contains(new Column(field, contact));
    }

    /** Where each field stands, for the person listed (0) or for one contact. */
    Map<Field, Integer> places(int contact) {
        var places = new EnumMap<Field, Integer>(Field.class);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).contact() == contact) {
                places.putIfAbsent(columns.get(i).field(), i);
            }
        }
        return places;
    }

    /** By what a mapping is found again: the same headings in the same order. */
    static String fingerprint(List<String> headings) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var heading : headings) {
                var compact = Headings.compact(heading);
                digest.update((compact.length() + ":" + compact).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
