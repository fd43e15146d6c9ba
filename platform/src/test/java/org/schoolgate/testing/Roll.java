package org.schoolgate.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.KnownFacts;
import org.schoolgate.messages.Recipients;

/** The people whom a test has put on the roll without importing a roster, with their addresses. */
public class Roll implements Recipients, KnownFacts {
    private final Map<PersonId, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(SchoolId school, Recipient recipient, Optional<Fact> fact) {}

    /** {@code person} gets post at {@code address}. */
    public void put(Actor.Somebody person, String address) {
        entries.put(
                person.person(),
                new Entry(person.school(), new Recipient(person.name(), address, Locale.UK), Optional.empty()));
    }

    /** And the school knows the last four digits of their phone number. */
    public void put(Actor.Somebody person, String address, String lastDigits) {
        entries.put(
                person.person(),
                new Entry(
                        person.school(),
                        new Recipient(person.name(), address, Locale.UK),
                        Optional.of(new Fact("The last four digits of your phone number", lastDigits::equals))));
    }

    @Override
    public Optional<Recipient> recipient(SchoolId school, PersonId person) {
        return entry(school, person).map(Entry::recipient);
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
