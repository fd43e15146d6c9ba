package org.schoolgate.alerts;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is watched for, the gravest first: the lists of the filter that stand for it, how it is graded until a school says
 * otherwise, and how far a school may lower that.
 */
public enum Sort {
    /** On the illegal list, which nobody can open. What it is nobody looks at either. */
    ILLEGAL(Grade.DANGER, Grade.DANGER, "illegal-content"),
    SELF_HARM(Grade.DANGER, Grade.CONCERN, "danger"),
    EXTREMISM(Grade.DANGER, Grade.CONCERN, "prevent"),
    VIOLENCE(Grade.CONCERN, Grade.NOTHING, "worry"),
    HATE(Grade.CONCERN, Grade.NOTHING, "worry"),
    WEAPONS(Grade.CONCERN, Grade.NOTHING, "worry"),
    PORNOGRAPHY(Grade.CONCERN, Grade.NOTHING, "pupil-material"),
    DRUGS(Grade.CONCERN, Grade.NOTHING, "worry"),
    DATING(Grade.CONCERN, Grade.NOTHING, "worry"),
    /** The virus scanner stopped a file. */
    MALWARE(Grade.CONCERN, Grade.NOTHING, "virus-suspected"),
    BYPASS(Grade.CONCERN, Grade.NOTHING, "misuse-seen"),
    GAMBLING(Grade.NOTHING, Grade.NOTHING, "misuse-seen");

    private static final Set<Sort> MORE_THAN_ITS_READER = EnumSet.of(SELF_HARM, EXTREMISM);
    private static final Map<String, Sort> BY_LIST = Arrays.stream(values())
            .flatMap(sort -> sort.lists().stream().map(list -> Map.entry(list, sort)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    private static final Map<String, Sort> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final Grade byDefault;
    private final Grade least;
    private final String procedure;

    Sort(Grade byDefault, Grade least, String procedure) {
        this.byDefault = byDefault;
        this.least = least;
        this.procedure = procedure;
    }

    /** The sort that a category of a list file belongs to. */
    static @Nullable Sort ofList(String list) {
        return BY_LIST.get(list);
    }

    /** The sort of that name. */
    public static Optional<Sort> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public Grade byDefault() {
        return byDefault;
    }

    /** The least that a school may make of it: what the law or a child's life asks for is no school's to lower. */
    public Grade least() {
        return least;
    }

    /** How a school may have it graded. */
    public List<Grade> grades() {
        return Arrays.stream(Grade.values())
                .filter(grade -> !least.isGraverThan(grade))
                .toList();
    }

    /** The categories of list files that stand for it; none where it is not the site that says so. */
    Set<String> lists() {
        return switch (this) {
            case ILLEGAL -> Set.of("illegal");
            case SELF_HARM -> Set.of("self-harm", "suicide");
            case EXTREMISM -> Set.of("terrorism", "extremism");
            case VIOLENCE -> Set.of("violence");
            case HATE -> Set.of("hate", "aggressive", "agressif");
            case WEAPONS -> Set.of("weapons");
            case PORNOGRAPHY -> Set.of("porn", "adult");
            case DRUGS -> Set.of("drugs", "drogue");
            case DATING -> Set.of("dating");
            case MALWARE -> Set.of();
            case BYPASS -> Set.of("proxy", "vpn");
            case GAMBLING -> Set.of("gambling");
        };
    }

    /** Whether it counts although a site was open to whoever went there. */
    boolean isWatchedThoughOpen() {
        return isForSafeguarding();
    }

    /** Whether its reader may come to harm, and it is for those who keep children safe alone. */
    boolean isForSafeguarding() {
        return MORE_THAN_ITS_READER.contains(this);
    }

    /** Whether nobody opens or reads the address, as that may be a crime and spoil the evidence. */
    public boolean staysShut() {
        return this == ILLEGAL;
    }

    /** The procedure that follows, by its id. */
    String procedure(Alert.Kind kind, Grade grade) {
        if (kind.worksHere() && this != SELF_HARM && this != MALWARE) {
            return "staff-material";
        }
        return this == SELF_HARM && grade != Grade.DANGER && !kind.worksHere() ? "worry" : procedure;
    }

    /** Its name in keys of words and in addresses of pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String label() {
        return say("alerts.sort." + word());
    }

    /** How far a school may lower it, in words. */
    public String limit() {
        return least == Grade.NOTHING ? say("alerts.grades.free") : say("alerts.grades.least." + word());
    }

    public String about() {
        return say("alerts.sort." + word() + ".about");
    }
}
