package org.schoolgate.cases;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.Signal;
import org.schoolgate.kernel.SignalDesk;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opens cases of what the program itself noticed, one of each signal, and says which signal a case follows from. */
@Component
class CaseSignals implements SignalDesk {
    private final SignalStore store;
    private final Cases cases;
    private final CaseEvidence evidence;
    private final CaseDoor door;

    CaseSignals(SignalStore store, Cases cases, CaseEvidence evidence, CaseDoor door) {
        this.store = store;
        this.cases = cases;
        this.evidence = evidence;
        this.door = door;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Followed follow(Actor by, Signal signal) {
        CasePolicy.ACCESS.require(by, Operation.OPEN);
        var before = find(by.school(), List.of(signal.subject())).get(signal.subject());
        if (before != null) {
            return followed(before);
        }
        var file = cases.openFromSignal(by, id(signal.subject()), signal);
        store.add(file, signal);
        return followed(file);
    }

    /** The last part of what the record calls something. */
    private static UUID id(String subject) {
        return UUID.fromString(subject.substring(subject.indexOf(':') + 1));
    }

    private static Followed followed(CaseFile file) {
        return new Followed(file.id().subject(), "/cases/" + file.id());
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Actor by, String signal, Signal.Proof proof) {
        var open = store.lock(by.school(), signal);
        open.ifPresent(id -> evidence.keepSignal(by, id, id(signal), proof));
        return open.isPresent();
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> over(SchoolId school, Collection<String> signals) {
        var files = find(school, signals);
        return signals.stream()
                .filter(signal -> Optional.ofNullable(files.get(signal))
                        .filter(file -> !file.isClosed())
                        .isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> readable(Actor.Somebody actor, Collection<String> signals) {
        return find(actor.school(), signals).entrySet().stream()
                .filter(entry -> door.sight(actor, entry.getValue()) == Sight.WHOLE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Map<String, CaseFile> find(SchoolId school, Collection<String> signals) {
        return signals.isEmpty() ? Map.of() : store.find(school, signals);
    }
}
