package org.schoolgate.ui;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;

/**
 * An entry that a module puts on every page for some readers, by a bean of this type. Lower orders come first.
 *
 * @param words the key of its words
 * @param readers who sees it
 * @param waiting how many things wait behind it for this reader; 0 shows no number
 * @param seldom whether it may stand behind “More”, where an area has more entries than one line holds
 */
public record MenuItem(
        Place place,
        int order,
        String href,
        String words,
        Predicate<Actor> readers,
        ToIntFunction<Actor> waiting,
        boolean seldom)
        implements Comparable<MenuItem> {
    /** How many entries of an area a line holds on a small desktop. */
    private static final int ONE_LINE = 7;

    /** Where on the page: in one of the areas of the menu, in their order, or at the foot. */
    public enum Place {
        TODAY,
        CONCERNS,
        AGREEMENTS,
        ACCESS,
        SITES,
        PEOPLE,
        SCHOOL,
        FOOT;

        String words() {
            return "ui.menu." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** An entry as one reader sees it. */
    public record Entry(String href, String words, int waiting, boolean current, boolean seldom) {}

    /** An area of the menu as one reader sees it: it leads to its first entry, and shows all of them when one is in it. */
    public record Area(String words, List<Entry> entries) {
        public String href() {
            return entries.getFirst().href();
        }

        public int waiting() {
            return entries.stream().mapToInt(Entry::waiting).sum();
        }

        public boolean current() {
            return entries.stream().anyMatch(Entry::current);
        }

        public boolean single() {
            return entries.size() == 1;
        }

        /** Those that stand in the line. */
        public List<Entry> front() {
            return folds() ? entries.stream().filter(entry -> !entry.seldom()).toList() : entries;
        }

        /** Those behind “More”; none where one line holds all. */
        public List<Entry> more() {
            return folds() ? entries.stream().filter(Entry::seldom).toList() : List.of();
        }

        /** What waits behind “More”. */
        public int waitingBehind() {
            return more().stream().mapToInt(Entry::waiting).sum();
        }

        /** Whether the page is one of those behind “More”. */
        public boolean currentBehind() {
            return more().stream().anyMatch(Entry::current);
        }

        /** One alone is not worth a press. */
        private boolean folds() {
            return entries.size() > ONE_LINE
                    && entries.stream().filter(Entry::seldom).count() > 1;
        }
    }

    /** An entry of adults' pages in this place. */
    public static MenuItem in(Place place, int order, String href, String words) {
        return new MenuItem(place, order, href, words, _ -> true, _ -> 0, false);
    }

    /** The same, for holders of these roles only. */
    public MenuItem forRoles(Collection<Role> roles) {
        return when(reader -> reader.roles().stream().anyMatch(roles::contains));
    }

    /** The same, for these readers only. */
    public MenuItem when(Predicate<Actor> reads) {
        return new MenuItem(place, order, href, words, reads, waiting, seldom);
    }

    /** The same, with the number of things that wait behind it. */
    public MenuItem counting(ToIntFunction<Actor> things) {
        return new MenuItem(place, order, href, words, readers, things, seldom);
    }

    /** The same, with what waits behind it for somebody; for the program itself nothing does. */
    public MenuItem countingFor(ToIntFunction<Actor.Somebody> things) {
        return counting(actor -> actor instanceof Actor.Somebody somebody ? things.applyAsInt(somebody) : 0);
    }

    /** The same, behind “More” where its area has many: what is opened now and then, and not each day. */
    public MenuItem openedSeldom() {
        return new MenuItem(place, order, href, words, readers, waiting, true);
    }

    boolean isFor(Actor reader) {
        return readers.test(reader);
    }

    Entry entry(Actor reader, boolean current) {
        return new Entry(href, words, waiting.applyAsInt(reader), current, seldom);
    }

    /** Whether the page at this path is this entry's own or lies below it. */
    boolean holds(String path) {
        return path.equals(href) || (!href.equals("/") && path.startsWith(href + "/"));
    }

    @Override
    public int compareTo(MenuItem other) {
        return order == other.order ? href.compareTo(other.href) : Integer.compare(order, other.order);
    }
}
