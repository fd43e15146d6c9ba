package org.schoolgate.gateways;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The names by which gateways know people: random, one a person and school, the same for ever. Only the school's own rows
 * say who is behind one, so that a policy copy or a journal that is stolen names nobody. For other modules, which have
 * asked their own access policies before.
 */
@Service
public class Pseudonyms {
    private final ReaderRefStore store;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;

    Pseudonyms(ReaderRefStore store, PlatformTransactionManager transactions) {
        this.store = store;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    static String fresh() {
        return "r" + Secret.letters(15);
    }

    /** The pseudonyms of these people, made where there is none yet. */
    public Map<PersonId, String> of(SchoolId school, Collection<PersonId> people) {
        var known = Objects.requireNonNull(transaction.execute(_ -> store.of(school, people)));
        var missing = people.stream()
                .filter(person -> !known.containsKey(person))
                .distinct()
                .toList();
        return missing.isEmpty() ? known : withNew(school, known, missing);
    }

    public String of(SchoolId school, PersonId person) {
        return Objects.requireNonNull(of(school, List.of(person)).get(person));
    }

    /** Who is behind these; one that nobody is behind any more is left out. */
    public Map<String, PersonId> behind(SchoolId school, Collection<String> refs) {
        var people = new HashMap<String, PersonId>();
        Objects.requireNonNull(transaction.execute(_ -> store.behind(school, refs)))
                .forEach((person, ref) -> people.put(ref, person));
        return people;
    }

    /** Made and committed apart, so that whoever reads a snapshot gets them and two who make them at once agree. */
    private Map<PersonId, String> withNew(SchoolId school, Map<PersonId, String> known, List<PersonId> missing) {
        var all = new HashMap<>(known);
        all.putAll(Objects.requireNonNull(apart.execute(_ -> {
            store.add(school, missing);
            return store.of(school, missing);
        })));
        return all;
    }
}
