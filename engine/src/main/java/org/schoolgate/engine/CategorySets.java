package org.schoolgate.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** Which categories each set number stands for. */
final class CategorySets {
    private final List<String> categories;
    private final List<BitSet> sets;

    /** The categories in alphabetical order; the sets hold positions in it. */
    CategorySets(List<String> categories, List<BitSet> sets) {
        this.categories = List.copyOf(categories);
        this.sets = List.copyOf(sets);
    }

    List<String> categories() {
        return categories;
    }

    int size() {
        return sets.size();
    }

    BitSet set(int number) {
        return sets.get(number);
    }

    /** Names the members, in alphabetical order. */
    List<String> names(BitSet set) {
        List<String> names = new ArrayList<>(set.cardinality());
        set.stream().forEach(i -> names.add(categories.get(i)));
        return names;
    }

    /** The positions of those categories that there are. */
    BitSet numbers(Collection<String> names) {
        BitSet numbers = new BitSet();
        names.stream().mapToInt(categories::indexOf).filter(i -> i >= 0).forEach(numbers::set);
        return numbers;
    }
}
