package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.stream.Stream;
import org.schoolgate.roster.rollover.RolloverPreview;
import org.schoolgate.ui.Option;

/** The answers that the pages of a step into a new year offer. */
public final class RolloverOptions {
    private RolloverOptions() {}

    /** No class yet, then those of the coming year. */
    public static List<Option> forms(RolloverPreview preview) {
        return Stream.concat(
                        Stream.of(Option.of("", say("roster.form.no-class"))),
                        preview.open().stream().map(one -> Option.of(one.id().toString(), one.name())))
                .toList();
    }
}
