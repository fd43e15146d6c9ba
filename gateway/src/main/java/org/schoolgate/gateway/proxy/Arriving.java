package org.schoolgate.gateway.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.files.FileHead;
import org.schoolgate.gateway.files.FileLook;
import org.schoolgate.gateway.files.FileName;
import org.schoolgate.gateway.files.FilePiece;
import org.schoolgate.gateway.files.FirstBytes;

/** An answer that is held back until its first bytes show what it is. */
final class Arriving {
    final HttpResponse answer;
    final Deque<HttpContent> contents = new ArrayDeque<>();
    private final Set<FileKind> closed;
    private final FileHead head;
    private final FirstBytes first;
    private boolean ended;
    private FileLook.@Nullable Beginning beginning;

    private Arriving(Exchange asked, HttpResponse answer, Set<FileKind> closed) {
        this.answer = answer;
        this.closed = closed;
        this.head = new FileHead(
                false,
                codings(answer.headers()),
                FileName.of(answer.headers().get(HttpHeaderNames.CONTENT_DISPOSITION), asked.path()),
                answer.headers().get(HttpHeaderNames.CONTENT_TYPE),
                closed.contains(FileKind.PROGRAM));
        this.first = new FirstBytes(head.encoding());
    }

    /** How a body is coded; several headers are one list. */
    static @Nullable String codings(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                ? String.join(",", headers.getAll(HttpHeaderNames.CONTENT_ENCODING))
                : null;
    }

    /**
     * One to look at; null where its reader may fetch anything, or nothing arrives that could be a file.
     *
     * @param scanned whether what may be fetched is looked through
     */
    static @Nullable Arriving of(Exchange asked, HttpResponse answer, boolean scanned) {
        Set<FileKind> closed = asked.closedFiles();
        return (closed.isEmpty() && !scanned) || !bringsFile(asked, answer)
                ? null
                : new Arriving(asked, answer, closed);
    }

    private static boolean bringsFile(Exchange asked, HttpResponse answer) {
        int status = answer.status().code();
        return !asked.request.method().equals(HttpMethod.HEAD) && status >= 200 && status < 300 && status != 204;
    }

    /** The next part of it; whether enough has come to tell. */
    boolean takes(HttpContent content) {
        contents.add(content);
        first.add(content.content());
        ended = content instanceof LastHttpContent;
        return ended || first.areEnough();
    }

    /** Whether so much has come that it need not wait for more, which may be long in coming: a site that tells as it goes. */
    boolean showsItself() {
        return first.tellSomething() || (isEvents() && look().isEvents());
    }

    /** Whether it is said to be a stream of events, of which the first may be short and the next long in coming. */
    boolean isEvents() {
        return head.isEvents();
    }

    /** Whether all of it has come. */
    boolean hasEnded() {
        return ended;
    }

    /** What it is, where that is closed to its reader. */
    @Nullable
    FileKind refused() {
        FileKind kind = isPieceFromWithin() ? FileKind.ARCHIVE : beginning().kind();
        return kind != null && closed.contains(kind) ? kind : null;
    }

    /** What its first bytes say, once they have come. */
    FileLook.Beginning beginning() {
        FileLook.Beginning known = beginning;
        if (known == null) {
            known = look();
            beginning = known;
        }
        return known;
    }

    private FileLook.Beginning look() {
        return FileLook.beginning(first.get(), head);
    }

    FileHead head() {
        return head;
    }

    /** Whether it is a piece from within a file that would have to be looked through whole. */
    boolean isUnseenPiece() {
        return isPieceFromWithin() && FileLook.isNamedLikeFile(head.name());
    }

    /** A file that is fetched in pieces must not pass because its beginning is not among them. */
    private boolean isPieceFromWithin() {
        return FilePiece.isFromWithin(
                answer.status().code(),
                answer.headers().get(HttpHeaderNames.CONTENT_RANGE),
                answer.headers().get(HttpHeaderNames.CONTENT_TYPE));
    }

    void letGo() {
        contents.forEach(HttpContent::release);
        contents.clear();
    }
}
