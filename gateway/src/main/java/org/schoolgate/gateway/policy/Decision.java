package org.schoolgate.gateway.policy;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Verdict;
import org.schoolgate.gateway.feed.Wording;

/** What a gateway does with one request, and why. */
public sealed interface Decision {
    /** Why nobody of several at one address is online: something is taken from one of them. */
    String SEVERAL = "SEVERAL";

    /** It goes on. */
    record Go(Verdict verdict) implements Decision {}

    /**
     * The site is closed to this reader.
     *
     * @param within the site that is closed where it stands in the address of another, which itself is not; else null
     */
    record Closed(
            Verdict verdict, Wording wording, @Nullable Host within) implements Decision {
        public Closed(Verdict verdict, Wording wording) {
            this(verdict, wording, null);
        }
    }

    /** The reader may not be online now. */
    record Shut(String code, String sentence, @Nullable Instant until, boolean signHere, Wording wording)
            implements Decision {}

    /** The site is open to others like this reader, and taken from this one for a while. */
    record Withheld(Verdict verdict, String sentence, Instant until, Wording wording) implements Decision {}

    /** Nobody known, nowhere known. */
    record Unknown() implements Decision {}

    /** Its one word in the record of what was seen. */
    default String word() {
        return switch (this) {
            case Go _ -> "allow";
            case Closed closed ->
                switch (closed.verdict().answer()) {
                    case ALLOW -> throw new IllegalStateException("closed, yet allowed: " + closed.rule());
                    case BLOCK -> "block";
                    case ASK -> "ask";
                    case MALFORMED -> "malformed";
                };
            case Shut _, Withheld _ -> "shut";
            case Unknown _ -> "unknown";
        };
    }

    /** How much it closes, for comparing: the greater closes more. */
    default int strictness() {
        return switch (this) {
            case Go _ -> 0;
            case Closed closed -> closed.verdict().answer() == Answer.ASK ? 1 : 2;
            case Withheld _ -> 3;
            case Shut _ -> 4;
            case Unknown _ -> 5;
        };
    }

    /** The same for several people of whom it may be about one: it says nothing that only that one should read. */
    default Decision ofSeveral() {
        return switch (this) {
            case Go _, Closed _, Unknown _ -> this;
            case Withheld withheld -> new Shut(SEVERAL, "", null, false, withheld.wording());
            case Shut shut -> new Shut(SEVERAL, "", null, false, shut.wording());
        };
    }

    /** What decided. */
    default String rule() {
        return switch (this) {
            case Go go -> go.verdict().rule();
            case Closed closed -> closed.verdict().rule();
            case Shut shut -> "access " + shut.code();
            case Withheld _ -> "access WITHHELD";
            case Unknown _ -> "nobody known";
        };
    }

    /** What decided, as the record of what was seen says it: with the site that was closed where another was asked for. */
    default String told() {
        Host within = this instanceof Closed closed ? closed.within() : null;
        return within == null ? rule() : rule() + ", " + within.shown() + " within the address";
    }

    /** Whether nothing opens it, whoever asks. */
    default boolean isIllegal() {
        return rule().equals("illegal");
    }

    /** The categories of the site, where they were looked at. */
    default Set<String> categories() {
        return switch (this) {
            case Go go -> go.verdict().categories();
            case Closed closed -> closed.verdict().categories();
            case Withheld withheld -> withheld.verdict().categories();
            case Shut _, Unknown _ -> Set.of();
        };
    }

    /** The decision that a verdict amounts to. */
    static Decision of(Verdict verdict, Wording wording) {
        return verdict.answer() == Answer.ALLOW ? new Go(verdict) : new Closed(verdict, wording);
    }
}
