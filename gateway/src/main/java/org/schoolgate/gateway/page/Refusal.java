package org.schoolgate.gateway.page;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Verdict;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.files.Examined;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PrivateRelay;
import org.schoolgate.gateway.who.Who;

/**
 * One refusal as it is told: what, why, who decided, until when.
 *
 * @param because a whole sentence in the reader's voice
 * @param list the name of the list in the reader's voice; null where no list decided
 * @param until when it ends by itself; null where it does not
 * @param mayAsk whether asking for the site could open it, and this reader is one who may ask: no guest is
 * @param mayJudge whether the reader may say that the filter is wrong about the site: staff, of what the school decided
 * @param about what it is about, and so in which words the page says the rest
 */
public record Refusal(
        Instant at,
        String site,
        Wording wording,
        String because,
        @Nullable String list,
        String rule,
        String decidedBy,
        @Nullable Instant until,
        boolean mayAsk,
        boolean mayJudge,
        About about) {

    /** What a refusal is about. */
    public enum About {
        /** The site, which others do not reach either. */
        SITE(""),
        /** The reader, who would get no other site either. */
        READER(".shut"),
        /** One file; the site is open. */
        FILE(".file"),
        /** A file in which something was found that does harm. */
        HARMFUL(".harmful"),
        /** A file that could not be looked through. */
        UNSEEN(".unseen"),
        /** A site that was taken from this reader for a while. */
        WITHHELD(".withheld");

        private final String words;

        About(String words) {
            this.words = words;
        }

        /** The end of the keys of its words. */
        String words() {
            return words;
        }
    }

    /** Why something is closed beyond what the policy decides. */
    public enum Cause {
        /** A tunnel to a port where no web site is. */
        PORT,
        /** An address inside the school. */
        INSIDE,
        /** A tunnel in which something else than TLS is spoken. */
        NOT_TLS,
        /** A tunnel that does not say by name where it leads. */
        NAMELESS,
        /** A tunnel that names one site outside and another within. */
        TWO_NAMES
    }

    public static Refusal of(Policy policy, @Nullable Who who, Decision decision, Instant at, String site) {
        return switch (decision) {
            case Decision.Closed closed -> {
                Host within = closed.within();
                yield within == null
                        ? closed(policy, closed, at, site).readBy(who)
                        : closed(policy, closed, at, within.shown())
                                .askedForWithin(site)
                                .readBy(who);
            }
            case Decision.Shut shut -> shut(shut, at, site);
            case Decision.Withheld withheld ->
                new Refusal(
                        at,
                        site,
                        withheld.wording(),
                        withheld.sentence(),
                        null,
                        withheld.rule(),
                        Words.say("decided.school"),
                        withheld.until(),
                        false,
                        false,
                        About.WITHHELD);
            case Decision.Unknown _ ->
                new Refusal(
                        at,
                        site,
                        Wording.ADULT,
                        Words.say("because.unknown"),
                        null,
                        decision.rule(),
                        Words.say("decided.school"),
                        null,
                        false,
                        false,
                        About.READER);
            case Decision.Go _ -> throw new IllegalArgumentException("nothing was refused: " + site);
        };
    }

    /** A file of a kind that this reader may not fetch. */
    public static Refusal of(Policy policy, @Nullable Who who, FileKind kind, Instant at, String site) {
        Wording wording = wording(policy, who);
        String what = Words.say(wording, "file." + kind.name().toLowerCase(Locale.ROOT));
        return new Refusal(
                        at,
                        site,
                        wording,
                        Words.say(wording, "because.file", what, site),
                        null,
                        rule(kind),
                        Words.say("decided.school"),
                        null,
                        who instanceof Who.Known known && known.reader().staff(),
                        false,
                        About.FILE)
                .readBy(who);
    }

    /** How a file that is not let through is told in the record of what was seen. */
    public static String rule(FileKind kind) {
        return "file " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * A file in which the scanner has found something, or that could not be looked through.
     *
     * @param sent whether the reader was sending it
     */
    public static Refusal of(
            Policy policy, @Nullable Who who, Examined examined, boolean sent, Instant at, String site) {
        Wording wording = wording(policy, who);
        String because = switch (examined) {
            case Examined.Good _ -> throw new IllegalArgumentException("nothing was refused: " + site);
            case Examined.Harmful(var name) ->
                Words.say(wording, sent ? "because.harmful.sent" : "because.harmful", name, site);
            case Examined.Holds(var name) -> Words.say(wording, "because.holds", name, site);
            case Examined.Opaque(var lock) -> Words.say(wording, "because.opaque." + lock.word(), site);
            case Examined.Unseen(var why) -> Words.say(wording, "because.unseen." + why.word(), site);
        };
        About about = switch (examined) {
            case Examined.Harmful _ -> About.HARMFUL;
            case Examined.Holds _, Examined.Opaque _ -> About.FILE;
            case Examined.Unseen _, Examined.Good _ -> About.UNSEEN;
        };
        return new Refusal(
                        at,
                        site,
                        wording,
                        because,
                        null,
                        examined.rule(),
                        Words.say(about == About.FILE ? "decided.school" : "decided.network"),
                        null,
                        about == About.FILE
                                && who instanceof Who.Known known
                                && known.reader().staff(),
                        false,
                        about)
                .readBy(who);
    }

    /** A refusal that no policy need decide. */
    public static Refusal of(Policy policy, @Nullable Who who, Cause cause, Instant at, String site) {
        String key = switch (cause) {
            case PORT -> "because.port";
            case INSIDE -> "because.inside";
            case NOT_TLS -> "because.not-tls";
            case NAMELESS -> "because.nameless";
            case TWO_NAMES -> "because.two-names";
        };
        Wording wording = wording(policy, who);
        String because = Words.say(wording, key, site);
        return new Refusal(
                at, site, wording, because, null, key, Words.say("decided.network"), null, false, false, About.SITE);
    }

    /** The voice for whoever asks. */
    static Wording wording(Policy policy, @Nullable Who who) {
        String profile = switch (who) {
            case Who.Known known -> known.reader().profile();
            case Who.Several several ->
                several.candidates().isEmpty()
                        ? ""
                        : several.candidates().getFirst().profile();
            case Who.Somewhere somewhere -> somewhere.profile();
            case Who.Stranger _ -> "";
            case null -> "";
        };
        ReaderProfile of = policy.copy().profiles().get(profile);
        return of == null ? Wording.ADULT : of.wording();
    }

    private static Refusal shut(Decision.Shut shut, Instant at, String site) {
        boolean expired = shut.code().equals("EXPIRED");
        String key =
                expired ? "because.expired" : shut.code().equals(Decision.SEVERAL) ? "because.several" : "because.shut";
        String because = shut.sentence().isBlank() ? Words.say(shut.wording(), key) : shut.sentence();
        // What has expired ended at that time; it does not open again by itself.
        Instant until = expired ? null : shut.until();
        return new Refusal(
                at,
                site,
                shut.wording(),
                because,
                null,
                shut.rule(),
                Words.say("decided.school"),
                until,
                false,
                false,
                About.READER);
    }

    private static Refusal closed(Policy policy, Decision.Closed closed, Instant at, String site) {
        Verdict verdict = closed.verdict();
        Wording wording = closed.wording();
        String decided = verdict.rule();
        Rule rule = policy.rule(decided);
        if (decided.startsWith("category ")) {
            String list = Words.category(wording, decided.substring("category ".length()));
            String key = closed.word().equals("ask") ? "because.ask" : "because.category";
            String because = Words.say(wording, key, site, list);
            return new Refusal(
                    at,
                    site,
                    wording,
                    because,
                    list,
                    decided,
                    Words.say("decided.school"),
                    verdict.until(),
                    true,
                    false,
                    About.SITE);
        }
        if (rule != null) {
            // Of a part that is closed nobody is to think that it is the whole site.
            String part = rule.host().indexOf('/') < 0 ? site : rule.host();
            String because = Words.say(wording, "because.rule", part);
            boolean told = wording != Wording.KS1 && !rule.reason().isBlank();
            return new Refusal(
                    at,
                    part,
                    wording,
                    told ? because + " " + sentence(rule.reason()) : because,
                    null,
                    decided,
                    rule.decidedBy().isBlank() ? Words.say("decided.school") : rule.decidedBy(),
                    verdict.until(),
                    true,
                    false,
                    About.SITE);
        }
        return new Refusal(
                at,
                site,
                wording,
                Words.say(wording, otherwise(decided), site),
                null,
                decided,
                Words.say(decided.equals("illegal") ? "decided.law" : "decided.school"),
                verdict.until(),
                Set.of("only listed", "address").contains(decided),
                false,
                About.SITE);
    }

    /** Says besides where the site was asked for. */
    private Refusal askedForWithin(String outer) {
        String said = wording == Wording.KS1 ? because : because + " " + Words.say("because.within", outer);
        return new Refusal(at, site, wording, said, list, rule, decidedBy, until, mayAsk, mayJudge, about);
    }

    private Refusal readBy(@Nullable Who who) {
        boolean staff = who instanceof Who.Known known && known.reader().staff();
        boolean guest = who instanceof Who.Known && wording == Wording.ADULT && !staff;
        return new Refusal(
                at, site, wording, because, list, rule, decidedBy, until, mayAsk && !guest, staff && mayAsk, about);
    }

    private static String otherwise(String decided) {
        return switch (decided) {
            case "illegal" -> "because.illegal";
            case PrivateRelay.RULE -> "because.private-relay";
            case "address" -> "because.address";
            case "only listed" -> "because.only-listed";
            case "malformed" -> "because.malformed";
            default -> "because.rule";
        };
    }

    private static String sentence(String reason) {
        String stripped = reason.strip();
        return ".!?".indexOf(stripped.charAt(stripped.length() - 1)) >= 0 ? stripped : stripped + ".";
    }
}
