package org.schoolgate.roster.imports;

import java.util.List;

/** A file of which nothing can be made, on its way to being a {@link Reading.Unusable}. */
class UnusableFile extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient List<String> facts;

    UnusableFile(Fault fault, Object... facts) {
        super(fault.name(), null, false, false);
        this.fault = fault;
        this.facts = List.of(facts).stream().map(Object::toString).toList();
    }

    Reading.Unusable reading() {
        return new Reading.Unusable(fault, facts);
    }
}
