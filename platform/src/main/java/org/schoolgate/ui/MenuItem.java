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
 */
public record MenuItem(
        Place place, int order, String href, String words, Predicate<Actor> readers, ToIntFunction<Actor> waiting)
        implements Comparable<MenuItem> {
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
    public record Entry(String href, String words, int waiting, boolean current) {}

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
    }

    /** An entry of adults' pages in this place. */
    public static MenuItem in(Place place, int order, String href, String words) {
        return new MenuItem(place, order, href, words, _ -> true, _ -> 0);
    }

    /** The same, for holders of these roles only. */
    public MenuItem forRoles(Collection<Role> roles) {
        return when(reader -> reader.roles().stream().anyMatch(roles::contains));
    }

    /** The same, for these readers only. */
    public MenuItem when(Predicate<Actor> reads) {
        return new MenuItem(place, order, href, words, reads, waiting);
    }

    /** The same, with the number of things that wait behind it. */
    public MenuItem counting(ToIntFunction<Actor> things) {
        return new MenuItem(place, order, href, words, readers, things);
    }

    /** The same, with what waits behind it for somebody; for the program itself nothing does. */
    public MenuItem countingFor(ToIntFunction<Actor.Somebody> things) {
        return counting(actor -> actor instanceof Actor.Somebody somebody ? things.applyAsInt(somebody) : 0);
    }

    boolean isFor(Actor reader) {
        return readers.test(reader);
    }

    Entry entry(Actor reader, boolean current) {
        return new Entry(href, words, waiting.applyAsInt(reader), current);
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
