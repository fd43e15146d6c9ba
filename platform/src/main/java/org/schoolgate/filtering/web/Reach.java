package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import org.schoolgate.engine.Url;
import org.schoolgate.filtering.SiteText;
import org.schoolgate.ui.Option;

/** How much of a site somebody means who pasted the address of one of its pages. */
final class Reach {
    static final String PART = "part";
    static final String SITE = "site";

    private Reach() {}

    /** Whether there is a page behind the name, so that it has to be asked. */
    static boolean isAsked(String typed) {
        return !Url.of(typed.strip()).part().isEmpty();
    }

    /** What is meant: the address as it was typed, or the site alone. */
    static String of(String typed, String reach) {
        return reach.equals(SITE) && SiteText.ofPage(typed) instanceof SiteText.One page ? page.whole() : typed;
    }

    static boolean isChosen(String reach) {
        return reach.equals(PART) || reach.equals(SITE);
    }

    static List<Option> options() {
        return List.of(
                new Option(PART, say("filtering.reach.part"), say("filtering.reach.part.hint")),
                Option.of(SITE, say("filtering.reach.site")));
    }
}
