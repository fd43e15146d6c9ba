package org.schoolgate.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The text part of an image: its categories, their sets, and the symbols in which names are coded. */
record ImageDictionary(CategorySets sets, Symbols symbols) {

    static String write(CategorySets sets, Symbols symbols) {
        StringBuilder out = new StringBuilder();
        for (String category : sets.categories()) {
            out.append("category ").append(category).append('\n');
        }
        for (int number = 0; number < sets.size(); number++) {
            out.append("set");
            sets.set(number).stream().forEach(i -> out.append(' ').append(i));
            out.append('\n');
        }
        for (String symbol : symbols.strings()) {
            out.append("symbol ").append(symbol).append('\n');
        }
        return out.toString();
    }

    static ImageDictionary read(String text) {
        List<String> categories = new ArrayList<>();
        List<BitSet> sets = new ArrayList<>();
        List<String> symbols = new ArrayList<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            String rest = line.substring(space + 1);
            switch (line.substring(0, space)) {
                case "category" -> categories.add(rest);
                case "set" -> sets.add(members(rest));
                case "symbol" -> symbols.add(rest);
                default -> throw new IllegalArgumentException("unknown line in a list image: " + line);
            }
        });
        return new ImageDictionary(new CategorySets(categories, sets), Symbols.of(symbols));
    }

    private static BitSet members(String numbers) {
        BitSet members = new BitSet();
        for (String number : numbers.split(" ", -1)) {
            members.set(Integer.parseInt(number));
        }
        return members;
    }
}
