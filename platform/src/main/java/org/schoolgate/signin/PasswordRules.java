package org.schoolgate.signin;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.Configuration;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.Dictionary;

/**
 * Which passwords are good enough (PWD-1, -2).
 *
 * <p>What counts is length and how hard it is to guess, estimated against words, names, keyboards, dates and the hundred
 * thousand passwords that are known best, and never which kinds of characters it is made of, unless a school wants that
 * too. A password with the person's own name or the school's in it is refused whatever else it holds.
 *
 * @param leastLength in characters
 * @param leastBits the estimate of how many guesses it takes, as a power of two
 * @param composition whether it must have upper and lower case letters and a digit or a sign
 */
record PasswordRules(int leastLength, int leastBits, boolean composition) {
    /** Longer than anybody types, short enough that judging it costs little. */
    static final int MOST_LENGTH = 128;

    private static final int LEAST_NAME = 3;

    /** What is wrong with a password. */
    enum Fault {
        TOO_SHORT,
        TOO_LONG,
        COMMON,
        NAME_IN_IT,
        COMPOSITION,
        EASY_TO_GUESS
    }

    /** The first thing that is wrong with it; {@code names} are words that stand for the person or the school. */
    Optional<Fault> judge(String password, List<String> names) {
        var plain = plain(password);
        int length = password.codePointCount(0, password.length());
        if (length < leastLength) {
            return Optional.of(Fault.TOO_SHORT);
        }
        if (length > MOST_LENGTH) {
            return Optional.of(Fault.TOO_LONG);
        }
        if (Lists.COMMON.containsKey(plain) || Lists.COMMON.containsKey(plain.replaceAll("[^a-z]+$", ""))) {
            return Optional.of(Fault.COMMON);
        }
        var words = words(names);
        if (words.stream().anyMatch(plain.replace(" ", "")::contains)) {
            return Optional.of(Fault.NAME_IN_IT);
        }
        if (composition && !isMixed(password)) {
            return Optional.of(Fault.COMPOSITION);
        }
        return bits(password, words) < leastBits ? Optional.of(Fault.EASY_TO_GUESS) : Optional.empty();
    }

    /** Names cut into words that are long enough to mean somebody. */
    private static List<String> words(List<String> names) {
        return names.stream()
                .flatMap(name -> Arrays.stream(plain(name).split("[^a-z0-9]+")))
                .filter(word -> word.length() >= LEAST_NAME && !Lists.TITLES.contains(word))
                .distinct()
                .toList();
    }

    private static double bits(String password, List<String> words) {
        var own = new HashMap<String, Integer>();
        words.forEach(word -> own.put(word, 1));
        var dictionaries = new ArrayList<>(Lists.DICTIONARIES);
        dictionaries.add(new Dictionary("own", own, true));
        Configuration configuration = new ConfigurationBuilder()
                .setDictionaries(dictionaries)
                .setLocale(Locale.ENGLISH)
                .createConfiguration();
        return new Nbvcxz(configuration).estimate(password).getEntropy();
    }

    private static boolean isMixed(String password) {
        return password.chars().anyMatch(Character::isUpperCase)
                && password.chars().anyMatch(Character::isLowerCase)
                && password.chars().anyMatch(c -> !Character.isLetter(c) && c != ' ');
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    /** The lists, read at first use: they come with nbvcxz (MIT). */
    private static final class Lists {
        private static final List<Dictionary> DICTIONARIES = ConfigurationBuilder.getDefaultDictionaries();
        private static final Map<String, Integer> COMMON = DICTIONARIES.stream()
                .filter(dictionary -> dictionary.getDictionaryName().equals("passwords"))
                .findFirst()
                .orElseThrow()
                .getDictonary();
        private static final List<String> TITLES = List.of(
                "miss", "mrs", "the", "and", "school", "primary", "infant", "junior", "academy", "church", "england");
    }
}
