package org.schoolgate.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.tls.OriginFault;
import org.schoolgate.gateway.who.Who;

/** The gateway's own pages. Each is whole in itself: it must open where nothing else does. */
public final class Pages {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK).withZone(ZoneId.of("Europe/London"));
    private static final String STYLE = Template.text("block.css");
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; img-src data:; base-uri 'none'; form-action 'none'";

    private static final Template KS1 = Template.of("block-ks1.html");
    private static final Template KS2 = Template.of("block-ks2.html");
    private static final Template ADULT = Template.of("block-adult.html");
    private static final Template NOTICE = Template.of("notice.html");
    private static final Template WHY_ONE = Template.of("why-one.html");
    private static final Template GROWN_UP = Template.of("grown-up.html");
    private static final Template ASK = Template.of("ask.html");
    private static final Template ASK_KS1 = Template.of("ask-ks1.html");
    private static final Template FURTHER = Template.of("further.html");

    private static final Map<String, String> PICTURES = Map.of(
            "hedgehog", picture("1F994.svg"),
            "crayon", picture("1F58D.svg"),
            "hand", picture("1F64B.svg"),
            "teacher", picture("1F9D1-200D-1F3EB.svg"));

    private final Clock clock;

    public Pages(Clock clock) {
        this.clock = clock;
    }

    /** Tells a reader that something is closed, and what to do. */
    public Page refused(PolicyCopy policy, Refusal refusal) {
        Wording voice = refusal.wording();
        Map<String, Object> values = common(policy, voice);
        String of = refusal.about().words();
        values.put("title", Words.say(voice, "title" + of));
        values.put("heading", Words.say(voice, "heading" + of, refusal.site()));
        values.put("because", refusal.because());
        values.put("facts", facts(policy, refusal));
        values.put("details", details(policy, refusal));
        values.put("tellLink", link(policy, "/tell?page=", refusal.site()));
        values.put("tell", Words.say(voice, "action.tell"));
        values.put("ask", ask(policy, refusal));
        values.put("kind", Words.say("ks1.kind" + kind(refusal)));
        values.put("whatNow", Words.say("ks2.what-now"));
        values.put("upset", Words.say("ks2.upset" + of));
        if (voice == Wording.KS2 && refusal.about() != Refusal.About.SITE) {
            values.put("back", Words.say("ks2.back.shut"));
        }
        String reads = voice == Wording.KS1 ? "ks1.tell" : "ks2.reads";
        values.put("reads", Words.say(reads, policy.card().reads()));
        values.put("blocked", Words.say("adult.blocked", WHEN.format(refusal.at())));
        values.put("why", Words.say("adult.why"));
        values.put("need", Words.say("adult.need" + of));
        values.put("further", further(policy, refusal));
        values.put("answers", Words.say("adult.answers" + of, policy.card().decides(voice)));
        values.put("recorded", Words.say("adult.recorded"));
        Template template = switch (voice) {
            case KS1 -> KS1;
            case KS2 -> KS2;
            case ADULT -> ADULT;
        };
        return page(template, values);
    }

    /** What a young child hears besides: nobody did wrong by opening a page, and what was decided ends or is explained. */
    private static String kind(Refusal refusal) {
        return refusal.rule().equals("access HELD")
                ? ".held"
                : refusal.about() == Refusal.About.WITHHELD ? ".withheld" : "";
    }

    /** Tells a reader what was closed just now, for all that a browser did not show. */
    public Page why(Policy policy, @Nullable Who who, List<Refusal> refusals) {
        Wording voice = Refusal.wording(policy, who);
        Map<String, Object> values = common(policy.copy(), voice);
        values.put("title", Words.say(voice, "why.title"));
        List<Html> parts = new ArrayList<>();
        if (refusals.isEmpty()) {
            parts.add(paragraph(Words.say(voice, "why.none")));
            if (voice != Wording.KS1) {
                parts.add(paragraph(Words.say("why.none.more")));
            }
        }
        for (Refusal refusal : refusals) {
            parts.add(WHY_ONE.fill(Map.of(
                    "site", refusal.site(),
                    "because", refusal.because(),
                    "details", details(policy.copy(), refusal),
                    "ask", ask(policy.copy(), refusal),
                    "further", further(policy.copy(), refusal))));
        }
        values.put("content", joined(parts));
        return page(NOTICE, values);
    }

    /** Tells a reader that a site does not prove who it is; there is no way on from here but back. */
    public Page unproven(Policy policy, @Nullable Who who, String site, OriginFault fault) {
        Wording voice = Refusal.wording(policy, who);
        Map<String, Object> values = common(policy.copy(), voice);
        values.put("title", Words.say(voice, "unproven.title"));
        values.put(
                "content",
                joined(List.of(
                        paragraph(Words.say(voice, "unproven." + fault.name().toLowerCase(Locale.ROOT), site)),
                        paragraph(Words.say(voice, "unproven.what-now", site)))));
        return page(NOTICE, values);
    }

    /** Tells somebody whose ticket was no good to take another. */
    public Page ticketRefused(PolicyCopy policy) {
        return notice(policy, "here.failed.title", "here.failed");
    }

    /** Tells somebody that signing in at a shared address says nothing. */
    public Page placeIsShared(PolicyCopy policy) {
        return notice(policy, "here.shared.title", "here.shared");
    }

    private static Page notice(PolicyCopy policy, String title, String text) {
        Map<String, Object> values = common(policy, Wording.ADULT);
        values.put("title", Words.say(title));
        values.put("content", paragraph(Words.say(text)));
        return page(NOTICE, values);
    }

    private static Map<String, Object> common(PolicyCopy policy, Wording voice) {
        Map<String, Object> values = new HashMap<>(PICTURES);
        values.put("school", policy.card().name());
        values.put("portal", policy.portal());
        values.put("style", new Html(STYLE));
        values.put("back", Words.say(voice, "action.back"));
        values.put(
                "voice",
                switch (voice) {
                    case KS1, KS2 -> "pupil k2";
                    case ADULT -> "";
                });
        return values;
    }

    private static Page page(Template template, Map<String, Object> values) {
        return new Page(template.fill(values).markup(), POLICY);
    }

    private static Html ask(PolicyCopy policy, Refusal refusal) {
        if (!refusal.mayAsk()) {
            return new Html("");
        }
        Map<String, Object> values = new HashMap<>(PICTURES);
        values.put("askLink", link(policy, "/ask?site=", refusal.site()));
        values.put(
                "ask", Words.say(refusal.wording(), "action.ask", policy.card().decides(refusal.wording())));
        return (refusal.wording() == Wording.KS1 ? ASK_KS1 : ASK).fill(values);
    }

    /** Staff say that the filter is wrong, where it was the filter that closed it; everybody else tells somebody. */
    private static Html further(PolicyCopy policy, Refusal refusal) {
        return FURTHER.fill(
                refusal.mayJudge()
                        ? Map.of(
                                "link",
                                link(policy, "/filter/feedback/new?kind=TOO_MUCH&site=", refusal.site()),
                                "text",
                                Words.say("action.wrong"))
                        : Map.of(
                                "link",
                                link(policy, "/tell?page=", refusal.site()),
                                "text",
                                Words.say(refusal.wording(), "action.tell")));
    }

    /** The facts as this reader wants them: a child's are folded away for the grown-up beside them. */
    private Html details(PolicyCopy policy, Refusal refusal) {
        Html facts = facts(policy, refusal);
        return refusal.wording() == Wording.ADULT
                ? facts
                : GROWN_UP.fill(Map.of("grownUp", Words.say("child.grown-up"), "facts", facts));
    }

    private Html facts(PolicyCopy policy, Refusal refusal) {
        List<Html> rows = new ArrayList<>();
        row(rows, "fact.what", refusal.site());
        if (refusal.list() != null) {
            row(rows, "fact.list", refusal.list());
        }
        row(rows, "fact.rule", refusal.rule());
        row(rows, "fact.decided", refusal.decidedBy());
        row(rows, "fact.until", until(refusal));
        row(rows, "fact.when", WHEN.format(refusal.at()));
        row(rows, "fact.policy", Words.say("fact.policy.value", Long.toString(policy.version()), age(policy.madeAt())));
        return new Html("<dl class=\"facts\">" + joined(rows).markup() + "</dl>");
    }

    private static String until(Refusal refusal) {
        if (refusal.until() != null) {
            return WHEN.format(refusal.until());
        }
        return switch (refusal.about()) {
            case HARMFUL, UNSEEN -> Words.say("fact.until" + refusal.about().words());
            case SITE, READER, FILE, WITHHELD ->
                Words.say(refusal.rule().equals("illegal") ? "fact.until.never" : "fact.until.open");
        };
    }

    private static void row(List<Html> rows, String name, String value) {
        rows.add(new Html("<dt>" + Html.of(Words.say(name)).markup() + "</dt><dd>"
                + Html.of(value).markup() + "</dd>"));
    }

    /** How old something is, in the largest unit that says it. */
    private String age(Instant since) {
        Duration age = Duration.between(since, clock.instant());
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " minutes" : Math.max(0, age.toSeconds()) + " seconds";
    }

    private static Html paragraph(String text) {
        return new Html("<p>" + Html.of(text).markup() + "</p>");
    }

    private static Html joined(List<Html> parts) {
        StringBuilder all = new StringBuilder();
        parts.forEach(part -> all.append(part.markup()));
        return new Html(all.toString());
    }

    private static String link(PolicyCopy policy, String path, String value) {
        return policy.portal() + path + URLEncoder.encode(value, UTF_8);
    }

    private static String picture(String name) {
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(Template.text(name).getBytes(UTF_8));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
