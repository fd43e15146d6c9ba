package org.schoolgate.alerts;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.activity.Lookout;
import org.schoolgate.activity.SearchWords;
import org.schoolgate.activity.Seen;
import org.schoolgate.gateways.CallingGateway;
import org.springframework.stereotype.Component;

/**
 * Looks at each event as it comes in and keeps aside what is watched for, in the transaction that stores it. Nothing is
 * asked of the database before something is found: how the school has it graded is asked afterwards.
 */
@Component
class Watch implements Lookout {
    private static final String ILLEGAL = "illegal";
    private static final String MALWARE = "malware ";
    private static final String HELP = "essential";
    private static final String SCHOOLS_OWN = "rule ";

    private final NoticedStore store;
    private final Searches searches = Searches.ours();

    Watch(NoticedStore store) {
        this.store = store;
    }

    @Override
    public boolean concerns(String answer, List<String> categories, String rule, @Nullable String path) {
        return sort(answer, categories, rule, path, searches) != null;
    }

    @Override
    public void noticed(CallingGateway gateway, List<Seen> fresh) {
        var noticed = new LinkedHashMap<Noticed, Sort>();
        for (var seen : fresh) {
            var sort = sort(seen.answer().word(), seen.categories(), seen.rule(), seen.path(), searches);
            if (sort != null) {
                noticed.put(Noticed.of(gateway, seen), sort);
            }
        }
        store.add(gateway.school(), noticed);
    }

    /** The gravest sort of a request. Where a child finds help nobody is watched, whatever they look for there. */
    static @Nullable Sort sort(
            String answer, List<String> categories, String rule, @Nullable String path, Searches searches) {
        if (rule.startsWith(ILLEGAL)) {
            return Sort.ILLEGAL;
        }
        if (rule.startsWith(HELP)) {
            return null;
        }
        Sort gravest = rule.startsWith(MALWARE) ? Sort.MALWARE : null;
        if (!categories.isEmpty()) {
            boolean open = answer.equals("allow") || answer.equals("failed");
            for (var category : categories) {
                var sort = Sort.ofList(category);
                if (sort != null && (!open || isWatched(sort, rule))) {
                    gravest = graver(gravest, sort);
                }
            }
        }
        if (path != null && path.indexOf('?') >= 0) {
            var searched = SearchWords.in(path).flatMap(searches::sort).orElse(null);
            if (searched != null) {
                gravest = graver(gravest, searched);
            }
        }
        return gravest;
    }

    /** Whether an open site counts: not one that somebody at the school has opened for a purpose of theirs. */
    private static boolean isWatched(Sort sort, String rule) {
        return sort.isWatchedThoughOpen() && !rule.startsWith(SCHOOLS_OWN);
    }

    private static Sort graver(@Nullable Sort one, Sort other) {
        return one == null || other.compareTo(one) < 0 ? other : one;
    }
}
