package org.schoolgate.gateway.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.policy.Decision;
import org.schoolgate.gateway.policy.Policy;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.Who;

/** One request on its way through the handlers, and what each has found out about it. */
final class Exchange {
    private static final int LONGEST_PATH = 2_000;

    final HttpRequest request;
    final Target target;
    final Instant at;

    /** By which it came: that of the tunnel where it was asked in one. */
    final Edge edge;

    /** It asks to become a WebSocket. Any other upgrade would be a way past the next decision, and is not passed on. */
    final boolean upgrade;

    /** The tunnel in which it was asked; null for one that was asked openly. */
    final @Nullable Inspected site;

    private final long began = System.nanoTime();

    /** What the sender showed, set by {@link WhoIsThis}. */
    @Nullable
    Clue clue;

    @Nullable
    Who who;

    /** The policy under which it was decided. */
    @Nullable
    Policy policy;

    /** It goes to the platform's own address, which is open to everybody and is not recorded. */
    boolean toPortal;

    /** How search engines and YouTube show themselves to whoever asks, once it is decided. */
    SafeModes safeModes = SafeModes.OPEN;

    @Nullable
    Decision decision;

    /** A handler has answered it; what is left of its body is dropped. */
    boolean answered;

    /** It is on its way to an origin, and may be called back. */
    boolean onward;

    /** The connection ends with its answer. */
    boolean last;

    /** Both sides are joined byte by byte; HTTP is over on this connection. */
    boolean spliced;

    /** What is reached in place of its host, which shows only what is safe there; null where it is the host itself. */
    @Nullable
    Host instead;

    /** How far its tunnel is looked into. */
    Https.Mode mode = Https.Mode.NAME_ONLY;

    /** What TLS names in the tunnel where that is another host, which has to be open as well. */
    @Nullable
    Host named;

    /** It is a call of a program (gRPC) in a stream: its messages go both ways at once, with a word behind the last. */
    boolean messages;

    /** What goes over it is nothing that anybody here could read. */
    boolean opaque;

    /** What the record is to say of it beside the rule; empty where there is nothing to say. */
    String remark = "";

    private boolean recorded;

    Exchange(HttpRequest request, Target target, Instant at, Edge edge) {
        this(request, target, at, edge, null);
    }

    Exchange(HttpRequest request, Target target, Instant at, Edge edge, @Nullable Inspected site) {
        this.site = site;
        this.edge = site == null ? edge : site.tunnel().edge;
        this.request = request;
        this.target = target;
        this.at = at;
        this.upgrade = asksForWebSocket(request);
    }

    /** Something more for the record to say. */
    void remark(String more) {
        remark = remark.isEmpty() ? more : remark + ", " + more;
    }

    Host host() {
        return switch (target) {
            case Target.Page page -> page.host();
            case Target.Tunnel tunnel -> tunnel.host();
            case Target.Own _, Target.Unreadable _ -> new Host.Malformed("no host");
        };
    }

    /** The host that is looked up and reached. */
    Host leads() {
        return instead == null ? host() : instead;
    }

    int port() {
        return switch (target) {
            case Target.Page page -> page.port();
            case Target.Tunnel tunnel -> tunnel.port();
            case Target.Own _, Target.Unreadable _ -> 0;
        };
    }

    /** The path as the record has it. */
    @Nullable
    String path() {
        String path = wholePath();
        return path == null ? null : path.substring(0, Math.min(path.length(), LONGEST_PATH));
    }

    /** The path with its query; null for a tunnel. */
    @Nullable
    String wholePath() {
        return target instanceof Target.Page page ? page.path() : null;
    }

    /** Which kinds of files its reader may not fetch there. */
    Set<FileKind> closedFiles() {
        return policy != null && who != null && decision instanceof Decision.Go(var verdict)
                ? policy.closedFiles(who, verdict)
                : Set.of();
    }

    /** Whether files that come or go there are looked through, where the school has a scanner; where help is found none are. */
    boolean isLookedThrough() {
        return !toPortal && decision instanceof Decision.Go(var verdict) && !verdict.isEssential();
    }

    /** The same tunnel, as if the host that TLS names in it had been asked for. */
    Exchange towards(Host host) {
        Exchange other = new Exchange(request, new Target.Tunnel(host, port()), at, edge);
        other.clue = clue;
        other.who = who;
        other.policy = policy;
        return other;
    }

    /** How much of it is seen. */
    Coverage.Depth depth() {
        if (opaque || (upgrade && spliced)) {
            return Coverage.Depth.NOTHING;
        }
        return isTunnel() ? Coverage.Depth.NAME : Coverage.Depth.WHOLE;
    }

    boolean isTunnel() {
        return target instanceof Target.Tunnel;
    }

    private static boolean asksForWebSocket(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.UPGRADE)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(
                        request.headers().get(HttpHeaderNames.UPGRADE));
    }

    boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }

    /** Whether this is the first time that it is recorded; the platform's own pages never are. */
    boolean toRecord() {
        boolean first = !recorded && !toPortal;
        recorded = true;
        return first;
    }

    /** What is to be kept of it. */
    SeenEvent seen(String answer, String rule, long bytes) {
        Set<String> categories = decision == null ? Set.of() : decision.categories();
        Who.Known known = who instanceof Who.Known one ? one : null;
        return new SeenEvent(
                0,
                0,
                at,
                known == null ? null : known.reader().ref(),
                known == null ? null : known.session(),
                clue == null ? "" : clue.address().getHostAddress(),
                request.method().name(),
                host().shown(),
                path(),
                port(),
                answer,
                categories,
                rule,
                policy == null ? 0 : policy.copy().epoch(),
                policy == null ? 0 : policy.copy().version(),
                bytes,
                (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - began) / 1_000_000),
                who == null ? "" : who.evidence());
    }
}
