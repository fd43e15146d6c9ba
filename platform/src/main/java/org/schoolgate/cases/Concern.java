package org.schoolgate.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Effect;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.kernel.SchoolId;

/**
 * A complaint or a concern that somebody wrote without signing in, and what was written about it since, to and fro. Who
 * wrote it is not in here.
 *
 * @param following the case that follows from it
 * @param aboutWhom in their own words; empty where they did not say
 * @param wanted what would put it right; empty where they did not say
 * @param until how long its receipt code opens it
 * @param said oldest first; the first is what was told
 */
public record Concern(
        ConcernId id,
        SchoolId school,
        CaseId following,
        Kind kind,
        String aboutWhom,
        String wanted,
        Instant toldAt,
        Instant until,
        List<Said> said) {
    /** The most that can be written at once. */
    public static final int LONGEST = 20_000;

    /** The most that can be written into the smaller boxes. */
    public static final int SHORT = 300;

    public static final int LONGEST_WISH = 5_000;

    public Concern {
        said = List.copyOf(said);
    }

    /** What it is about, as whoever wrote it chose; where it goes follows from that. */
    public enum Kind {
        /** A child may be hurt or at risk: it goes the way of safeguarding (CMP-4). */
        CHILD_SAFETY("child-protection"),
        /** About the head: it goes to the chair of governors (CMP-8). */
        HEAD("head"),
        /** About somebody else who works at the school: it goes to the head alone (CMP-2). */
        STAFF("staff"),
        /** It goes the way of the anti-bullying policy (CMP-3). */
        BULLYING("bullying"),
        /** Something that was posted: whoever receives complaints says which way it goes. */
        SOCIAL_MEDIA(null),
        PERSONAL_DATA("data"),
        /** Whoever receives complaints says which way it goes. */
        GENERAL(null);

        private final @Nullable String route;

        Kind(@Nullable String route) {
            this.route = route;
        }

        /** The answer by which the procedure for complaints sends it on; null where somebody at the school decides that. */
        @Nullable
        String route() {
            return route;
        }

        /** What has to hold for the case then, whatever a school has written into the procedure. */
        Set<Effect> effects() {
            return switch (this) {
                case CHILD_SAFETY -> Set.of(Mark.SEAL);
                case HEAD -> Set.of(Mark.ABOUT_THE_HEAD);
                case STAFF -> Set.of(Mark.ABOUT_STAFF);
                case BULLYING, SOCIAL_MEDIA, PERSONAL_DATA, GENERAL -> Set.of();
            };
        }
    }

    /**
     * Something that was written.
     *
     * @param by the name of whoever answered for the school; null for whoever told it
     */
    public record Said(Instant at, @Nullable String by, String words) {
        public boolean isFromTheSchool() {
            return by != null;
        }
    }

    /**
     * What somebody writes on the public page.
     *
     * @param who who they are and how to reach them, if they say
     * @param email where to tell them that there is an answer, if they say
     */
    public record Wish(Kind kind, String words, String aboutWhom, String wanted, String who, String email) {
        Teller teller() {
            return new Teller(who.strip(), email.strip());
        }
    }

    /** Who wrote it, as far as they said. It is kept apart and read by nobody to whom it was not released. */
    record Teller(String who, String email) {
        boolean isNobody() {
            return who.isEmpty() && email.isEmpty();
        }
    }

    /**
     * How far the school has come with it.
     *
     * @param acknowledged when it said that it has come; null while it has not
     */
    public record Stages(
            @Nullable Instant acknowledged,
            @Nullable Instant answered,
            @Nullable Instant closed) {}

    /** The words with which it began. */
    public String firstWords() {
        return said.getFirst().words();
    }

    Concern with(Said one) {
        var all = new ArrayList<>(said);
        all.add(one);
        return new Concern(id, school, following, kind, aboutWhom, wanted, toldAt, until, all);
    }
}
