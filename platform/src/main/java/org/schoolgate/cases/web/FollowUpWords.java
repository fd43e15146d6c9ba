package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import org.schoolgate.cases.FollowUps;
import org.schoolgate.ui.Option;

/** What pages say of what follows from a case. */
public final class FollowUpWords {
    private FollowUpWords() {}

    /** Who may be given something to do; nobody is chosen beforehand. */
    public static List<Option> owners(FollowUps.Desk desk) {
        var options = new ArrayList<Option>();
        options.add(Option.of("", say("cases.follow.choose")));
        desk.owners()
                .forEach(person -> options.add(
                        Option.of(person.id().toString(), person.name().full())));
        return options;
    }
}
