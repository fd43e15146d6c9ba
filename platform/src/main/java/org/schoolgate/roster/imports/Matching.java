package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Census;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.IdSource;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.Upn;
import org.schoolgate.roster.imports.FileContent.FileName;
import org.schoolgate.roster.imports.FileContent.FilePerson;

/** Which people of a file the school knows already. */
final class Matching {
    /*
     * Numbers decide where there are any; two that point at two people are a fault of the file. Without a number a pupil
     * is the one with the same name and birthday, and an adult the guardian of the same child with the same name, or
     * whoever has the same name and address. A name alone decides only when it is one pupil on roll and nothing speaks
     * against it. Who fits several is left out and said so: a child made into another child is the worst that can happen.
     */
    private final FileContent content;
    private final Census census;
    private final LocalDate day;
    private final Map<String, Census.Entry> known = new LinkedHashMap<>();
    private final Map<PersonId, FilePerson> taken = new HashMap<>();
    private final Set<String> rejected = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<IdSource, Map<String, Census.Entry>> byNumber;
    private final Map<String, List<Census.Entry>> byName;
    private final Map<PersonId, Census.Entry> byId;

    private Matching(FileContent content, Census census, LocalDate day) {
        this.content = content;
        this.census = census;
        this.day = day;
        this.byNumber = byNumber(census.people());
        this.byName = census.people().stream()
                .collect(Collectors.groupingBy(entry -> nameKey(entry.person().name())));
        this.byId = census.people().stream().collect(Collectors.toMap(Census.Entry::id, Function.identity()));
    }

    static Matching of(FileContent content, Census census) {
        var matching = new Matching(content, census, census.day());
        content.people().stream().filter(person -> person.is(Role.PUPIL)).forEach(matching::match);
        content.people().stream().filter(person -> !person.is(Role.PUPIL)).forEach(matching::match);
        return matching;
    }

    /** The person that the school knows by this key of the file. */
    Optional<Census.Entry> known(String key) {
        return Optional.ofNullable(known.get(key));
    }

    /** Whether the person of this key was left out. */
    boolean isRejected(String key) {
        return rejected.contains(key);
    }

    List<Finding> findings() {
        return findings;
    }

    /** Everybody whom the file names somehow, in good lines and in rejected ones: none of them is missing. */
    Set<PersonId> named() {
        var named = new HashSet<>(taken.keySet());
        content.mentions().stream().flatMap(this::meant).forEach(entry -> named.add(entry.id()));
        content.people().stream()
                .filter(person -> rejected.contains(person.key()))
                .flatMap(person -> candidates(person).stream())
                .forEach(entry -> named.add(entry.id()));
        return named;
    }

    private Stream<Census.Entry> meant(FileContent.Mention mention) {
        var numbers = new LinkedHashSet<Census.Entry>();
        number(IdSource.ONEROSTER, content.shape().hasLastingKeys() ? mention.key() : "")
                .ifPresent(numbers::add);
        number(IdSource.UPN, mention.upn().replace(" ", "").toUpperCase(Locale.ROOT))
                .ifPresent(numbers::add);
        number(IdSource.RECORDS, mention.localId()).ifPresent(numbers::add);
        if (!numbers.isEmpty()) {
            return numbers.stream();
        }
        return census.people().stream()
                .filter(entry -> half(mention.family(), entry.person().name().family())
                        && half(mention.given(), entry.person().name().given())
                        && !(mention.family().isEmpty() && mention.given().isEmpty()));
    }

    /** Whether a name on a rejected line may be this one: it is, or the line does not give it. */
    private static boolean half(String mentioned, String name) {
        return mentioned.isEmpty() || mentioned.equalsIgnoreCase(name);
    }

    private void match(FilePerson person) {
        var candidates = candidates(person);
        if (candidates.size() > 1) {
            reject(person, Reason.SEVERAL_FIT);
            return;
        }
        for (var entry : candidates) {
            var other = taken.putIfAbsent(entry.id(), person);
            if (other != null) {
                reject(person, Reason.TWICE, other.place().line());
                return;
            }
            if (staffAndPupil(person, entry)) {
                taken.remove(entry.id());
                reject(person, Reason.STAFF_IS_A_PUPIL);
                return;
            }
            known.put(person.key(), entry);
        }
    }

    private boolean staffAndPupil(FilePerson person, Census.Entry entry) {
        var pupilHere = entry.is(Role.PUPIL, day);
        var staffHere = entry.memberships().stream()
                .anyMatch(one -> one.role().isStaff() && one.span().contains(day));
        return person.is(Role.PUPIL) ? staffHere : pupilHere;
    }

    private void reject(FilePerson person, Reason reason, Object... facts) {
        rejected.add(person.key());
        findings.add(Finding.of(
                person.place().part(),
                person.place().line(),
                (person.name().family() + ", " + person.name().given()).strip(),
                reason,
                facts));
    }

    private Collection<Census.Entry> candidates(FilePerson person) {
        var numbers = new LinkedHashSet<Census.Entry>();
        number(IdSource.UPN, person.upn()).ifPresent(numbers::add);
        number(IdSource.ONEROSTER, content.shape().hasLastingKeys() ? person.key() : null)
                .ifPresent(numbers::add);
        number(IdSource.RECORDS, person.localId()).ifPresent(numbers::add);
        if (!numbers.isEmpty()) {
            return numbers;
        }
        if (person.is(Role.PUPIL)) {
            return pupilByName(person);
        }
        return person.is(Role.PARENT) ? guardian(person) : staffByName(person);
    }

    private Optional<Census.Entry> number(IdSource source, @Nullable String value) {
        return Optional.ofNullable(
                value == null ? null : byNumber.getOrDefault(source, Map.of()).get(value));
    }

    private List<Census.Entry> pupilByName(FilePerson person) {
        var named = byName.getOrDefault(nameKey(person.name()), List.of()).stream()
                .filter(entry -> entry.wasEver(Role.PUPIL))
                .filter(entry -> !speaksAgainst(person, entry))
                .toList();
        if (person.born() != null) {
            var sameDay = named.stream()
                    .filter(entry -> person.born().equals(entry.person().born()))
                    .toList();
            if (!sameDay.isEmpty()) {
                return sameDay;
            }
        }
        return named.stream()
                .filter(entry -> entry.is(Role.PUPIL, day))
                .filter(entry -> person.born() == null || entry.person().born() == null)
                .toList();
    }

    /** Whether both have a lasting number and it is not the same one. */
    private static boolean speaksAgainst(FilePerson person, Census.Entry entry) {
        var upn = person.upn();
        var lasting = entry.ids(IdSource.UPN).stream()
                .filter(value -> !new Upn(value).isTemporary())
                .toList();
        var otherUpn = upn != null && !new Upn(upn).isTemporary() && !lasting.isEmpty() && !lasting.contains(upn);
        var local = entry.ids(IdSource.RECORDS);
        var otherLocal = person.localId() != null && !local.isEmpty() && !local.contains(person.localId());
        return otherUpn || otherLocal;
    }

    private List<Census.Entry> guardian(FilePerson person) {
        var children = content.guardians().stream()
                .filter(link -> link.guardianKey().equals(person.key()))
                .map(link -> known.get(link.pupilKey()))
                .filter(Objects::nonNull)
                .map(Census.Entry::id)
                .collect(Collectors.toSet());
        var ofTheSameChild = census.guardians().stream()
                .filter(guardian -> children.contains(guardian.pupil()))
                .map(Guardian::person)
                .filter(adult -> nameKey(adult.name()).equals(nameKey(person.name())))
                .map(adult -> byId.get(adult.id()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return ofTheSameChild.isEmpty() ? adultByAddress(person, Role.PARENT) : ofTheSameChild;
    }

    private List<Census.Entry> staffByName(FilePerson person) {
        var sameAddress = adult(entry -> person.email() != null
                && person.email().equalsIgnoreCase(entry.person().email())
                && entry.person().name().family().equalsIgnoreCase(person.name().family()));
        if (!sameAddress.isEmpty()) {
            return sameAddress;
        }
        return byName.getOrDefault(nameKey(person.name()), List.of()).stream()
                .filter(entry ->
                        entry.memberships().stream().anyMatch(one -> one.role().isStaff()))
                .toList();
    }

    private List<Census.Entry> adultByAddress(FilePerson person, Role role) {
        return adult(entry -> entry.wasEver(role)
                && nameKey(entry.person().name()).equals(nameKey(person.name()))
                && (same(person.email(), entry.person().email())
                        || same(digits(person.phone()), digits(entry.person().phone()))));
    }

    private List<Census.Entry> adult(Predicate<Census.Entry> isIt) {
        return census.people().stream()
                .filter(entry -> !entry.wasEver(Role.PUPIL))
                .filter(isIt)
                .toList();
    }

    private static boolean same(@Nullable String a, @Nullable String b) {
        return a != null && b != null && !a.isEmpty() && a.equalsIgnoreCase(b);
    }

    private static @Nullable String digits(@Nullable String phone) {
        return phone == null ? null : phone.replaceAll("\\D", "");
    }

    private static Map<IdSource, Map<String, Census.Entry>> byNumber(List<Census.Entry> people) {
        var all = new HashMap<IdSource, Map<String, Census.Entry>>();
        for (var entry : people) {
            for (var id : entry.ids()) {
                all.computeIfAbsent(id.source(), _ -> new HashMap<>()).put(id.value(), entry);
            }
        }
        return all;
    }

    private static String nameKey(PersonName name) {
        return nameKey(name.given(), name.family(), name.title());
    }

    private static String nameKey(FileName name) {
        return nameKey(name.given(), name.family(), name.title());
    }

    private static String nameKey(String given, String family, String title) {
        var first = given.isEmpty() ? title : given;
        return PersonName.plain(family) + "," + PersonName.plain(first);
    }
}
