package org.schoolgate.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.KnownFacts;
import org.schoolgate.messages.Recipients;
import org.schoolgate.signin.ClassLists;
import org.schoolgate.signin.People;

/** The people whom a test has put on the roll without importing a roster, with their addresses. */
public class Roll implements Recipients, KnownFacts, People, ClassLists {
    private final Map<PersonId, Entry> entries = new ConcurrentHashMap<>();

    private final Map<SchoolId, List<ClassList>> classes = new ConcurrentHashMap<>();

    private record Entry(Actor.Somebody person, Recipient recipient, Optional<Fact> fact) {
        SchoolId school() {
            return person.school();
        }
    }

    /** {@code people} are on the roll and have no address. */
    public void put(Actor.Somebody... people) {
        for (var person : people) {
            put(person, "");
        }
    }

    /** {@code person} has left. */
    public void remove(Actor.Somebody person) {
        entries.remove(person.person());
    }

    /** The school has this class now. */
    public ClassList put(SchoolId school, String name, List<PersonId> pupils, List<PersonId> adults) {
        var list = new ClassList(UUID.randomUUID(), name, pupils, adults);
        classes.merge(
                school,
                List.of(list),
                (old, more) -> Stream.concat(old.stream(), more.stream()).toList());
        return list;
    }

    /** {@code person} gets post at {@code address}. */
    public void put(Actor.Somebody person, String address) {
        entries.put(
                person.person(), new Entry(person, new Recipient(person.name(), address, Locale.UK), Optional.empty()));
    }

    /** And the school knows the last four digits of their phone number. */
    public void put(Actor.Somebody person, String address, String lastDigits) {
        entries.put(
                person.person(),
                new Entry(
                        person,
                        new Recipient(person.name(), address, Locale.UK),
                        Optional.of(new Fact("The last four digits of your phone number", lastDigits::equals))));
    }

    @Override
    public Optional<Recipient> recipient(SchoolId school, PersonId person) {
        return entry(school, person)
                .map(Entry::recipient)
                .filter(recipient -> !recipient.address().isEmpty());
    }

    @Override
    public Optional<Actor.Somebody> find(SchoolId school, PersonId person) {
        return entry(school, person).map(Entry::person);
    }

    @Override
    public List<Actor.Somebody> withRole(SchoolId school, Role role) {
        return entries.values().stream()
                .map(Entry::person)
                .filter(person -> person.school().equals(school) && person.is(role))
                .toList();
    }

    @Override
    public List<ClassList> classes(SchoolId school) {
        return classes.getOrDefault(school, List.of());
    }

    @Override
    public Optional<Fact> about(SchoolId school, PersonId person) {
        return entry(school, person).flatMap(Entry::fact);
    }

    @Override
    public List<PersonId> withAddress(SchoolId school, String address) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().school().equals(school)
                        && entry.getValue().recipient().address().equalsIgnoreCase(address))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Optional<Entry> entry(SchoolId school, PersonId person) {
        return Optional.ofNullable(entries.get(person))
                .filter(entry -> entry.school().equals(school));
    }
}
