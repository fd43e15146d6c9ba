package org.schoolgate.activity;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.tenancy.Tenants;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The days for which events have a place. One that lacks it is given one before its events are taken. */
@Component
class Days {
    private final SeenEventStore store;
    private final TransactionTemplate transaction;
    private final Set<LocalDate> there = ConcurrentHashMap.newKeySet();

    Days(SeenEventStore store, PlatformTransactionManager transactions) {
        this.store = store;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Makes place for events of these days. */
    void make(Collection<LocalDate> days) {
        for (var day : days) {
            if (!there.contains(day)) {
                Tenants.untenanted(() -> transaction.executeWithoutResult(_ -> store.makeDay(day)));
                there.add(day);
            }
        }
    }

    /** Makes a day that is over ready to be searched for sites and stations. */
    void index(LocalDate day) {
        Tenants.untenanted(() -> transaction.executeWithoutResult(_ -> store.indexDay(day)));
    }

    /** Takes the place of these days away, with all that is in it. */
    void drop(Collection<LocalDate> days) {
        for (var day : days) {
            there.remove(day);
            Tenants.untenanted(() -> transaction.executeWithoutResult(_ -> store.dropDay(day)));
        }
    }

    /** The days that have a place. */
    Set<LocalDate> all() {
        return Tenants.untenanted(() -> transaction.execute(_ -> store.days()));
    }

    /** Forgets what is remembered of them: another process may have dropped one. */
    void lookAgain() {
        there.retainAll(all());
    }
}
