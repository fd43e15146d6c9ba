package org.schoolgate.ui;

import java.util.Collection;
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
    /** Where on the page. */
    public enum Place {
        MENU,
        FOOT
    }

    /** An entry as one reader sees it. */
    public record Entry(String href, String words, int waiting, boolean current) {}

    /** An entry of the menu at the head of adults' pages. */
    public static MenuItem menu(int order, String href, String words) {
        return new MenuItem(Place.MENU, order, href, words, _ -> true, _ -> 0);
    }

    /** A link at the foot of adults' pages. */
    public static MenuItem foot(int order, String href, String words) {
        return new MenuItem(Place.FOOT, order, href, words, _ -> true, _ -> 0);
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
