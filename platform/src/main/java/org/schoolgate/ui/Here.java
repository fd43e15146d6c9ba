package org.schoolgate.ui;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;

/**
 * The page that is being written: who reads it, where it is, and what belongs around it. Templates ask
 * {@code here()} instead of being handed these things one by one.
 *
 * @param actor who is signed in, or came by a link; null before that
 * @param path the request's path, which marks the menu entry that one is in
 * @param csrf what a form must send back; null where nothing is protected (paper, tests)
 * @param nonce for the few scripts that a policy allows by number; null where it has none
 * @param notice what the last page has to say ("Done. ..."), shown once
 */
public record Here(
        @Nullable Actor actor,
        String path,
        @Nullable Csrf csrf,
        @Nullable String nonce,
        @Nullable Notice notice,
        List<PageFurniture> furniture,
        List<MenuItem> items) {
    private static final ScopedValue<Here> NOW = ScopedValue.newInstance();
    private static final Here NOWHERE = new Here(null, "/", null, null, null, List.of(), List.of());

    /** The name and value of the hidden field that proves that a form is ours. */
    public record Csrf(String field, String value) {}

    /** What is written now. Outside a request, a page for nobody in particular. */
    public static Here here() {
        return NOW.orElse(NOWHERE);
    }

    /** Writes a page in this place. */
    public void write(Runnable page) {
        ScopedValue.where(NOW, this).run(page);
    }

    /** The school whose page this is, as it writes its name. */
    public @Nullable SchoolSign school() {
        return actor == null ? anySign() : first(one -> one.sign(actor.school()));
    }

    /** The areas of the menu in which this reader may open something, in order. */
    public List<MenuItem.Area> menu() {
        return Arrays.stream(MenuItem.Place.values())
                .filter(place -> place != MenuItem.Place.FOOT)
                .map(place -> new MenuItem.Area(place.words(), entries(place)))
                .filter(area -> !area.entries().isEmpty())
                .toList();
    }

    /** The links at the foot of the page that this reader may open, in order. */
    public List<MenuItem.Entry> foot() {
        return entries(MenuItem.Place.FOOT);
    }

    /** The line under the reader's name, and a child's picture. */
    public @Nullable Badge badge() {
        return actor == null ? null : first(one -> one.badge(actor));
    }

    /** How a child on this page tells somebody, and who hears it. */
    public @Nullable TellButton tell() {
        return first(one -> one.tell(actor));
    }

    /** What the reader should not forget, on every page until it is done. */
    public @Nullable Reminder reminder() {
        return actor == null ? null : first(one -> one.reminder(actor));
    }

    /** Whom to ask about the policy. */
    public @Nullable PolicyContact contact() {
        return actor == null ? null : first(one -> one.contact(actor));
    }

    /** The phase whose wording the page takes; null for adults. */
    public @Nullable Phase phase() {
        return actor instanceof Actor.Somebody somebody ? somebody.phase() : null;
    }

    static boolean isChild(Actor actor) {
        return actor.is(Role.PUPIL);
    }

    public boolean signedIn() {
        return actor != null;
    }

    public boolean isParent() {
        return actor != null && actor.is(Role.PARENT) && actor.roles().stream().noneMatch(Role::isStaff);
    }

    private @Nullable SchoolSign anySign() {
        return first(PageFurniture::signAtTheDoor);
    }

    private List<MenuItem.Entry> entries(MenuItem.Place place) {
        if (actor == null) {
            return List.of();
        }
        var reader = actor;
        var read = items.stream().filter(item -> item.isFor(reader)).sorted().toList();
        // an entry may lie below another: the longest address that holds the page is the one that one is in
        var current = read.stream()
                .filter(item -> item.holds(path))
                .max(Comparator.comparingInt(item -> item.href().length()));
        return read.stream()
                .filter(item -> item.place() == place)
                .map(item -> item.entry(reader, current.filter(item::equals).isPresent()))
                .toList();
    }

    private <T> @Nullable T first(Function<PageFurniture, Optional<T>> asked) {
        for (var one : furniture) {
            var answer = asked.apply(one);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return null;
    }
}
