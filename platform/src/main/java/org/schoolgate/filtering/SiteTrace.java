package org.schoolgate.filtering;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Verdict;
import org.schoolgate.gateway.feed.AccessState.Shut;
import org.schoolgate.gateway.feed.Rule;

/**
 * What a gateway answers to one reader about one site, and every step to it.
 *
 * @param site in its canonical spelling; as it was typed where it names none
 * @param through the site in whose address it stands, where that decides; null for an address that is the site's own
 * @param reader for whom, as people read it
 * @param group whose profile holds for them
 * @param rules the school's rules that the verdict looked at, by their ids
 * @param shut why the reader may not go online at all now; null where they may
 * @param withheld why the site is taken from this reader for a while, in their words; null where it is not
 * @param others what each group of readers would get
 * @param policy the number of the policy that decided
 * @param isNamed it is about one person, and on the record as a look-up
 */
public record SiteTrace(
        String site,
        @Nullable String through,
        String reader,
        ReaderGroup group,
        Verdict verdict,
        Map<String, Rule> rules,
        List<SiteCategory> categories,
        @Nullable Shut shut,
        @Nullable String withheld,
        Map<ReaderGroup, Answer> others,
        long policy,
        Instant at,
        boolean isNamed) {
    public SiteTrace {
        rules = Map.copyOf(rules);
        categories = List.copyOf(categories);
    }

    public Answer answer() {
        return verdict.answer();
    }

    public boolean isOpen() {
        return answer() == Answer.ALLOW;
    }

    /** On the list of what is against the law: nobody opens it, whoever asks. */
    public boolean isIllegal() {
        return verdict.rule().equals("illegal");
    }

    /** Nobody closes it. */
    public boolean isEssential() {
        return verdict.rule().startsWith("essential: ");
    }
}
