package org.schoolgate.cases;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Occurrence;

/**
 * What happens to a child's file on its way to the next school, for the record. It stands with the child and with no case: what
 * the record has of a case goes along with the files of other children.
 */
record TransferEvent(Actor by, Transfer of, What what, Map<String, String> more) implements Occurrence {
    /** What happened. */
    enum What {
        TRANSFER_SENT,
        /** Somebody has the words by which a file opens, to tell them by telephone. */
        TRANSFER_WORDS_GIVEN,
        TRANSFER_WORDS_WRONG,
        TRANSFER_WORDS_RIGHT,
        TRANSFER_FETCHED,
        TRANSFER_ACCEPTED
    }

    TransferEvent {
        more = Map.copyOf(more);
    }

    static TransferEvent of(Actor by, Transfer of, What what) {
        return new TransferEvent(by, of, what, Map.of());
    }

    @Override
    public String area() {
        return "case";
    }

    @Override
    public String subject() {
        return "person:" + of.child();
    }

    @Override
    public Map<String, String> facts() {
        var cases = of.cases().stream().map(CaseId::toString).collect(Collectors.joining(" "));
        return Stream.concat(
                        Map.of("transfer", of.id().toString(), "cases", cases).entrySet().stream(),
                        more.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
