package org.schoolgate.filtering;

import static org.schoolgate.filtering.Treatment.ASK;
import static org.schoolgate.filtering.Treatment.CLOSED;
import static org.schoolgate.filtering.Treatment.OPEN;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SafeModes.YouTube;

/** What holds for each group and category until a school chooses otherwise, and what no school may choose. */
final class Packs {
    private static final List<ReaderGroup> COLUMNS =
            List.of(ReaderGroup.EYFS, ReaderGroup.KS1, ReaderGroup.KS2, ReaderGroup.STAFF, ReaderGroup.GUEST);
    private static final Map<SiteCategory, List<Treatment>> TABLE = table();

    private Packs() {}

    private static Map<SiteCategory, List<Treatment>> table() {
        var table = new EnumMap<SiteCategory, List<Treatment>>(SiteCategory.class);
        //                                          EYFS    KS1     KS2     STAFF   GUEST
        table.put(SiteCategory.ILLEGAL, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.PORNOGRAPHY, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.OBSCENE, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.DATING, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.VIOLENCE, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.HATE, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.EXTREMISM, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.SELF_HARM, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.CULTS, List.of(CLOSED, CLOSED, CLOSED, ASK, CLOSED));
        table.put(SiteCategory.DRUGS, List.of(CLOSED, CLOSED, CLOSED, ASK, CLOSED));
        table.put(SiteCategory.GAMBLING, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.GAMES, List.of(CLOSED, CLOSED, ASK, OPEN, ASK));
        table.put(SiteCategory.SOCIAL, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.CHAT, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.BYPASS, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.WEBMAIL, List.of(CLOSED, CLOSED, CLOSED, OPEN, ASK));
        table.put(SiteCategory.MALWARE, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.HACKING, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.PIRACY, List.of(CLOSED, CLOSED, CLOSED, CLOSED, CLOSED));
        table.put(SiteCategory.VIDEO, List.of(CLOSED, CLOSED, CLOSED, OPEN, OPEN));
        table.put(SiteCategory.DOWNLOADS, List.of(CLOSED, CLOSED, CLOSED, ASK, CLOSED));
        table.put(SiteCategory.UNSAFE_SEARCH, List.of(CLOSED, CLOSED, CLOSED, ASK, CLOSED));
        table.put(SiteCategory.AI, List.of(CLOSED, CLOSED, CLOSED, ASK, CLOSED));
        table.put(SiteCategory.FALSE_NEWS, List.of(CLOSED, CLOSED, CLOSED, OPEN, OPEN));
        table.put(SiteCategory.CHEATING, List.of(CLOSED, CLOSED, CLOSED, OPEN, OPEN));
        table.put(SiteCategory.SHOPPING, List.of(CLOSED, CLOSED, ASK, OPEN, OPEN));
        table.put(SiteCategory.SEX_EDUCATION, List.of(CLOSED, CLOSED, ASK, OPEN, OPEN));
        return table;
    }

    /** What holds where the school has said nothing. */
    static Treatment byDefault(ReaderGroup group, SiteCategory category) {
        int column = COLUMNS.indexOf(group);
        return column < 0 ? CLOSED : TABLE.getOrDefault(category, List.of()).get(column);
    }

    /**
     * The most that a school may open. Nobody opens what is against the law, the ways round the filter or what attacks
     * computers; nobody opens to children what harms them. Single sites can be opened by an un-block, except illegal ones.
     */
    static Treatment mostOpen(ReaderGroup group, SiteCategory category) {
        if (group == ReaderGroup.NOT_SIGNED) {
            return CLOSED;
        }
        return switch (category.nature()) {
            case ILLEGAL -> CLOSED;
            case UNSAFE -> group == ReaderGroup.STAFF ? ASK : CLOSED;
            case HARMFUL -> group == ReaderGroup.STAFF && category != SiteCategory.PORNOGRAPHY ? ASK : CLOSED;
            case UNSUITABLE -> group.isPupils() ? ASK : OPEN;
            case CHOICE -> OPEN;
        };
    }

    /** How search engines and YouTube show themselves where the school has said nothing. */
    static SafeModes modesByDefault(ReaderGroup group) {
        return new SafeModes(
                true, group == ReaderGroup.STAFF || group == ReaderGroup.GUEST ? YouTube.MODERATE : YouTube.STRICT);
    }

    /** The most that a school may let them show: only to staff may a search engine show everything. */
    static SafeModes mostOpenModes(ReaderGroup group) {
        return switch (group) {
            case EYFS, KS1, KS2 -> new SafeModes(true, YouTube.MODERATE);
            case STAFF -> SafeModes.OPEN;
            case GUEST -> new SafeModes(true, YouTube.OPEN);
            case NOT_SIGNED -> new SafeModes(true, YouTube.STRICT);
        };
    }

    /**
     * The kinds of files that nobody of the group fetches before somebody has looked (FIL-16). Staff fetch programs from
     * sites that the school has opened.
     */
    static Set<FileKind> closedFiles(ReaderGroup group) {
        return group == ReaderGroup.STAFF ? Set.of(FileKind.PROGRAM) : Set.of(FileKind.values());
    }

    static boolean mayBe(ReaderGroup group, SafeModes modes) {
        var most = mostOpenModes(group);
        return (modes.safeSearch() || !most.safeSearch()) && !modes.youTube().isMoreOpenThan(most.youTube());
    }

    static boolean mayBe(ReaderGroup group, SiteCategory category, Treatment treatment) {
        return !treatment.isMoreOpenThan(mostOpen(group, category));
    }
}
