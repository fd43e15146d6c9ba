package org.schoolgate.activity;

import org.schoolgate.kernel.PersonId;

/** Whom or what a look-up is about. */
public sealed interface Subject {
    record OfPerson(PersonId person) implements Subject {}

    /** A host and everything below it. */
    record OfSite(String site) implements Subject {}

    /** A station, by its address. */
    record OfAddress(String address) implements Subject {}

    /** As the record names it: ids, hosts and addresses. */
    default String ref() {
        return switch (this) {
            case OfPerson(var person) -> "person:" + person;
            case OfSite(var site) -> "site:" + site;
            case OfAddress(var address) -> "address:" + address;
        };
    }
}
