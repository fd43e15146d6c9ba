package org.schoolgate.gateway.icap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.files.Examined;
import org.schoolgate.gateway.files.Examiner;
import org.schoolgate.gateway.files.FileHead;
import org.schoolgate.gateway.files.FileLook;
import org.schoolgate.gateway.files.FileName;
import org.schoolgate.gateway.files.FilePiece;
import org.schoolgate.gateway.files.How;
import org.schoolgate.gateway.health.Meters;
import org.schoolgate.gateway.journal.Journal;
import org.schoolgate.gateway.page.Page;
import org.schoolgate.gateway.page.Pages;
import org.schoolgate.gateway.page.Refusal;
import org.schoolgate.gateway.page.Refusals;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.policy.PolicyInForce;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.Who;

/** What becomes of one request that Squid asks about: the proxy's own decision, with its record and its page. */
final class IcapService {
    private final PolicyInForce inForce;
    private final Bindings bindings;
    private final Journal journal;
    private final Refusals refusals;
    private final Pages pages;
    private final Examiner examiner;
    private final Meters meters;
    private final Clock clock;

    IcapService(
            PolicyInForce inForce,
            Bindings bindings,
            Journal journal,
            Refusals refusals,
            Pages pages,
            Examiner examiner,
            Meters meters,
            Clock clock) {
        this.inForce = inForce;
        this.bindings = bindings;
        this.journal = journal;
        this.refusals = refusals;
        this.pages = pages;
        this.examiner = examiner;
        this.meters = meters;
        this.clock = clock;
    }

    /** What Squid is told. */
    sealed interface Answer {
        /** As it was. */
        record Unchanged() implements Answer {}

        /** The request goes on with another head. */
        record Changed(String head) implements Answer {}

        /** It does not go on; this comes instead of an answer. */
        record Instead(int status, @Nullable Page page, String text) implements Answer {}

        /** It does not go on; the reader is led to another address, where something waits to be signed. */
        record Elsewhere(String address) implements Answer {}
    }

    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ +([0-9]{3})\\b");
    private static final Answer UNCHANGED = new Answer.Unchanged();

    /** Which policy it answers by, in at most 32 characters: whoever kept an answer asks anew when it is another (ISTag). */
    String tag() {
        Policy policy = inForce.current();
        return policy == null ? "none" : policy.copy().tag();
    }

    /** Decides a request before it goes out; what comes back from the site is asked about again, without a second record. */
    Answer decide(IcapRequest asked) {
        Policy policy = inForce.current();
        String head = asked.request();
        if (policy == null) {
            return new Answer.Instead(503, null, "This gateway has no policy yet, so it lets nothing through.");
        }
        AskedPage page = head == null ? null : AskedPage.of(head);
        if (head == null || page == null) {
            return new Answer.Instead(400, null, "It does not say where it is to go.");
        }
        if (policy.isPortal(page.host(), page.port())) {
            return UNCHANGED;
        }
        Instant now = clock.instant();
        InetAddress address = address(asked);
        if (address != null) {
            bindings.seen(address, policy.copy().endedSessions(), now);
        }
        Who who = who(asked, policy, address, now);
        Decision decision = policy.decide(who, page.host(), page.path(), now);
        if (asked.method().equals("REQMOD")) {
            count(page, who, decision);
            journal.keep(
                    event(page, policy, who, decision.word(), decision.categories(), decision.told(), address, now));
        }
        if (!(decision instanceof Decision.Go)) {
            return refused(page, policy, who, decision, address, now);
        }
        return asked.method().equals("REQMOD") ? onward(page, policy, who, head) : UNCHANGED;
    }

    /** A tunnel leads to the safe host of a site; in a request that Squid sees whole, it is made safe itself. */
    private static Answer onward(AskedPage page, Policy policy, Who who, String head) {
        String instead = policy.instead(who, page.host());
        String changed = page.path() != null
                ? page.safely(policy.safeModes(who), head)
                : instead == null ? head : AskedPage.tunnelTo(instead, page.port(), head);
        return changed.equals(head) ? UNCHANGED : new Answer.Changed(changed);
    }

    /** Of a tunnel only the name is seen here, whatever Squid makes of it. */
    private void count(AskedPage page, Who who, Decision decision) {
        if (decision instanceof Decision.Go) {
            meters.of(Edge.ICAP).answered();
            meters.seen(Edge.ICAP, who, page.path() == null ? Coverage.Depth.NAME : Coverage.Depth.WHOLE);
        } else {
            meters.of(Edge.ICAP).refused();
        }
    }

    /** Looks at a file that arrives, once its first bytes have; null where it may. */
    @Nullable
    Answer arrived(IcapRequest asked, byte[] first) {
        Policy policy = inForce.current();
        AskedPage page = asked.request() == null ? null : AskedPage.of(asked.request());
        if (policy == null || page == null || page.path() == null || policy.isPortal(page.host(), page.port())) {
            return null;
        }
        Instant now = clock.instant();
        InetAddress address = address(asked);
        Who who = who(asked, policy, address, now);
        if (!(policy.decide(who, page.host(), page.path(), now) instanceof Decision.Go go)) {
            return null;
        }
        Set<FileKind> closed = policy.closedFiles(who, go.verdict());
        FileKind kind = closed.isEmpty() ? null : kind(asked, page, first);
        if (kind == null || !closed.contains(kind)) {
            return null;
        }
        journal.keep(event(page, policy, who, "block", go.categories(), Refusal.rule(kind), address, now));
        Refusal refusal = Refusal.of(policy, who, kind, now, page.host().shown());
        refusals.add(who.key(shown(address)), refusal);
        return new Answer.Instead(403, pages.refused(policy.copy(), refusal), "");
    }

    /** A piece from within a file may be of anything, and counts as an archive does. */
    private static @Nullable FileKind kind(IcapRequest asked, AskedPage page, byte[] first) {
        if (isPieceFromWithin(asked)) {
            return FileKind.ARCHIVE;
        }
        FileHead head = head(asked, page, false);
        return FileLook.of(first, head.encoding(), head.name());
    }

    /** What is said to a piece from within a file that would have to be looked through whole; null where it is none. */
    @Nullable
    Answer piece(IcapRequest asked, Looking looking) {
        return isPieceFromWithin(asked)
                        && FileLook.isNamedLikeFile(looking.head().name())
                ? examined(asked, looking.examiner().refused(Examined.Why.PIECE))
                : null;
    }

    private static boolean isPieceFromWithin(IcapRequest asked) {
        String head = asked.response();
        return head != null
                && FilePiece.isFromWithin(status(head), header(head, "content-range"), header(head, "content-type"));
    }

    /** The status of an answer; 0 where it says none. */
    private static int status(String head) {
        Matcher line = STATUS.matcher(head);
        return line.lookingAt() ? Integer.parseInt(line.group(1)) : 0;
    }

    /** How the body of a message is coded on the way; null for not at all. */
    static @Nullable String coding(IcapRequest asked) {
        String head = asked.method().equals("REQMOD") ? asked.request() : asked.response();
        return header(head, "content-encoding");
    }

    private static FileHead head(IcapRequest asked, AskedPage page, boolean noPrograms) {
        boolean sent = asked.method().equals("REQMOD");
        String head = sent ? asked.request() : asked.response();
        return new FileHead(
                sent,
                header(head, "content-encoding"),
                FileName.of(header(head, "content-disposition"), page.path()),
                header(head, "content-type"),
                noPrograms);
    }

    /** What looks the body of a request or an answer through; null where nothing does. */
    @Nullable
    Looking looking(IcapRequest asked) {
        Policy policy = inForce.current();
        AskedPage page = asked.request() == null ? null : AskedPage.of(asked.request());
        boolean sent = asked.method().equals("REQMOD");
        if ((sent && !examiner.hasScanner())
                || policy == null
                || page == null
                || page.path() == null
                || policy.isPortal(page.host(), page.port())) {
            return null;
        }
        Instant now = clock.instant();
        InetAddress address = address(asked);
        Who who = who(asked, policy, address, now);
        if (!(policy.decide(who, page.host(), page.path(), now) instanceof Decision.Go(var verdict))
                || verdict.isEssential()) {
            return null;
        }
        boolean noPrograms = policy.closedFiles(who, verdict).contains(FileKind.PROGRAM);
        return noPrograms || examiner.hasScanner() ? new Looking(examiner, head(asked, page, noPrograms)) : null;
    }

    /**
     * What a body is looked through with.
     *
     * @param head what is said of the body
     */
    record Looking(Examiner examiner, FileHead head) {
        /** How a body that begins so goes on. */
        How how(byte[] first) {
            return examiner.how(FileLook.beginning(first, head), head);
        }
    }

    /** Something is found in a body, or it cannot be looked through. */
    Answer examined(IcapRequest asked, Examined examined) {
        Policy policy = inForce.current();
        AskedPage page = asked.request() == null ? null : AskedPage.of(asked.request());
        if (policy == null || page == null) {
            return new Answer.Instead(503, null, "This gateway has no policy, so it lets nothing through.");
        }
        Instant now = clock.instant();
        InetAddress address = address(asked);
        Who who = who(asked, policy, address, now);
        Set<String> categories =
                policy.decide(who, page.host(), page.path(), now).categories();
        journal.keep(event(page, policy, who, "block", categories, examined.rule(), address, now));
        boolean sent = asked.method().equals("REQMOD");
        Refusal refusal =
                Refusal.of(policy, who, examined, sent, now, page.host().shown());
        refusals.add(who.key(shown(address)), refusal);
        int status = examined instanceof Examined.Unseen(var why) && why.isPassing() ? 503 : 403;
        return new Answer.Instead(status, pages.refused(policy.copy(), refusal), "");
    }

    /** A header of an HTTP head, several as one list; null where it has none of that name. */
    private static @Nullable String header(@Nullable String head, String name) {
        List<String> values = head == null
                ? List.of()
                : head.lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                        .map(line -> line.substring(name.length() + 1).strip())
                        .toList();
        return values.isEmpty() ? null : String.join(",", values);
    }

    private Answer refused(
            AskedPage page, Policy policy, Who who, Decision decision, @Nullable InetAddress address, Instant now) {
        Refusal refusal = Refusal.of(policy, who, decision, now, page.host().shown());
        refusals.add(who.key(shown(address)), refusal);
        if (page.path() == null) {
            return new Answer.Instead(403, null, refusal.site() + " is closed: " + refusal.because());
        }
        if (decision instanceof Decision.Shut shut && shut.signHere()) {
            return new Answer.Elsewhere(policy.copy().agreementNeeded());
        }
        return new Answer.Instead(403, pages.refused(policy.copy(), refusal), "");
    }

    /**
     * A name that Squid has asked for and checked; where it gives none, whoever the client's address speaks for. Whoever is known
     * there is not who gave a name that nobody has.
     */
    private Who who(IcapRequest asked, Policy policy, @Nullable InetAddress address, Instant now) {
        String name = name(asked);
        if (name != null) {
            Reader reader = policy.named(name);
            return reader == null ? policy.unknownName(address) : new Who.Known(reader, null, "signed in to Squid");
        }
        return address == null
                ? new Who.Stranger("Squid does not say who asks")
                : policy.who(new Clue(null, address), bindings, now);
    }

    /** The name that Squid gives, empty where it cannot be read; null where it gives none. */
    private static @Nullable String name(IcapRequest asked) {
        String plain = asked.headers().get("X-Client-Username");
        if (plain != null) {
            return plain;
        }
        String coded = asked.headers().get("X-Authenticated-User");
        if (coded == null) {
            return null;
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(coded), UTF_8);
            return decoded.substring(decoded.lastIndexOf('/') + 1);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** The client's, as Squid saw it. */
    private static @Nullable InetAddress address(IcapRequest asked) {
        String said = asked.headers().get("X-Client-IP");
        try {
            return said == null ? null : InetAddress.ofLiteral(said);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String shown(@Nullable InetAddress address) {
        return address == null ? "" : address.getHostAddress();
    }

    private static SeenEvent event(
            AskedPage page,
            Policy policy,
            Who who,
            String answer,
            Set<String> categories,
            String rule,
            @Nullable InetAddress address,
            Instant now) {
        Who.Known known = who instanceof Who.Known one ? one : null;
        return new SeenEvent(
                0,
                0,
                now,
                known == null ? null : known.reader().ref(),
                known == null ? null : known.session(),
                shown(address),
                page.method(),
                page.host().shown(),
                page.recorded(),
                page.port(),
                answer,
                categories,
                rule,
                policy.copy().epoch(),
                policy.copy().version(),
                0,
                0,
                who.evidence());
    }
}
