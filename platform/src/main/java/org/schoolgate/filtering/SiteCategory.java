package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A category as a school speaks of it (FIL-18), and the categories of list files that make it up. A list that holds many
 * ordinary hosts belongs to none.
 */
public enum SiteCategory {
    /** Against the law. Nobody can open it, whatever they are. */
    ILLEGAL(Nature.ILLEGAL),
    PORNOGRAPHY(Nature.HARMFUL),
    OBSCENE(Nature.HARMFUL),
    DATING(Nature.UNSUITABLE),
    VIOLENCE(Nature.HARMFUL),
    /** Hate, and incitement to it. */
    HATE(Nature.HARMFUL),
    /** Weapons, and what draws people into extremism. */
    EXTREMISM(Nature.HARMFUL),
    SELF_HARM(Nature.HARMFUL),
    CULTS(Nature.UNSUITABLE),
    DRUGS(Nature.UNSUITABLE),
    GAMBLING(Nature.UNSUITABLE),
    GAMES(Nature.CHOICE),
    SOCIAL(Nature.UNSUITABLE),
    CHAT(Nature.UNSUITABLE),
    /** Ways round the filter. */
    BYPASS(Nature.UNSAFE),
    WEBMAIL(Nature.CHOICE),
    /** Programs and pages that harm or cheat the computer's owner. */
    MALWARE(Nature.UNSAFE),
    HACKING(Nature.UNSAFE),
    PIRACY(Nature.UNSAFE),
    VIDEO(Nature.CHOICE),
    DOWNLOADS(Nature.CHOICE),
    /** Search engines that cannot be made to search safely. */
    UNSAFE_SEARCH(Nature.CHOICE),
    AI(Nature.CHOICE),
    FALSE_NEWS(Nature.CHOICE),
    CHEATING(Nature.CHOICE),
    SHOPPING(Nature.CHOICE),
    SEX_EDUCATION(Nature.CHOICE);

    /** What sort of thing a category is: what is against the law is never one with what is wrong for an age (FIL-26). */
    public enum Nature {
        ILLEGAL,
        /** Legal for adults, harmful to children. */
        HARMFUL,
        /** A danger to computers, or to the filter itself. */
        UNSAFE,
        /** Not for children of this age. */
        UNSUITABLE,
        /** For each school to choose. */
        CHOICE
    }

    private final Nature nature;

    SiteCategory(Nature nature) {
        this.nature = nature;
    }

    public Nature nature() {
        return nature;
    }

    /** The categories of list files that belong to it. */
    public Set<String> lists() {
        return switch (this) {
            case ILLEGAL -> Set.of("illegal");
            case PORNOGRAPHY -> Set.of("porn", "adult");
            case OBSCENE -> Set.of("lingerie");
            case DATING -> Set.of("dating");
            case VIOLENCE -> Set.of("violence");
            case HATE -> Set.of("aggressive", "agressif", "hate");
            case EXTREMISM -> Set.of("weapons", "extremism", "terrorism");
            case SELF_HARM -> Set.of("self-harm", "suicide");
            case CULTS -> Set.of("cult", "sect");
            case DRUGS -> Set.of("drugs", "drogue");
            case GAMBLING -> Set.of("gambling");
            case GAMES -> Set.of("games");
            case SOCIAL -> Set.of("social", "social_networks");
            case CHAT -> Set.of("chat", "forums");
            case BYPASS -> Set.of("proxy", "vpn", "doh", "residential-proxies", "remote-control");
            case WEBMAIL -> Set.of("webmail");
            case MALWARE -> Set.of("malware", "phishing", "scam", "cryptojacking");
            case HACKING -> Set.of("hacking");
            case PIRACY -> Set.of("warez", "torrent");
            case VIDEO -> Set.of("audio-video", "radio");
            case DOWNLOADS -> Set.of("download", "filehosting");
            case UNSAFE_SEARCH -> Set.of("nosafesearch");
            case AI -> Set.of("ai");
            case FALSE_NEWS -> Set.of("fakenews");
            case CHEATING -> Set.of("cheating");
            case SHOPPING -> Set.of("shopping");
            case SEX_EDUCATION -> Set.of("sexual-education", "sexual_education");
        };
    }

    /** As people read it. */
    public String label() {
        return say("filtering.category." + word());
    }

    /** A sentence that says what is in it. */
    public String about() {
        return say("filtering.category." + word() + ".about");
    }

    /** Its name in addresses of pages and keys of words. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The category that a category of a list file belongs to. */
    public static Optional<SiteCategory> ofList(String list) {
        return Arrays.stream(values())
                .filter(category -> category.lists().contains(list))
                .findFirst();
    }

    /** The categories that these categories of list files belong to, the gravest first. */
    public static List<SiteCategory> ofLists(Collection<String> lists) {
        return Arrays.stream(values())
                .filter(category -> category.lists().stream().anyMatch(lists::contains))
                .toList();
    }
}
