package org.schoolgate.cases.procedure;

import java.util.List;

/** What became of something said about a step. The walk is another only where it went on. */
public sealed interface Outcome {
    /**
     * It went on.
     *
     * @param begun the steps that are open now and were not before
     * @param effects those that this step or answer has, whether they held already or not
     */
    record WentOn(Walk walk, Entry entry, List<Step> begun, List<Effect> effects) implements Outcome {}

    /** There is no such step, it has not begun, or it is done. */
    record NotOpen(String step) implements Outcome {}

    /** These have to be done before. */
    record NeedsFirst(List<Step> steps) implements Outcome {}

    /** These fields say something that cannot stand there, or are not asked for. */
    record WrongAnswer(List<String> fields) implements Outcome {}

    /** These fields are empty and may not be. */
    record Missing(List<String> fields) implements Outcome {}

    /** All is there but the reason. */
    record ReasonMissing() implements Outcome {}

    /** Only steps that say so can be left out. */
    record AlwaysNecessary(Step step) implements Outcome {}
}
