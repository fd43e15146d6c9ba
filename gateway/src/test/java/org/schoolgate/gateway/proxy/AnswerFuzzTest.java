package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/** Any bytes of a site: read in one piece or in many, the same answer is found in them, or the same fault. */
class AnswerFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyBytesHoldTheSameAnswerInAnyPieces(byte[] bytes) {
        List<String> whole = read(bytes, Math.max(1, bytes.length));
        assertThat(read(bytes, 1)).isEqualTo(whole);
        assertThat(read(bytes, 5)).isEqualTo(whole);
    }

    private static List<String> read(byte[] bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(OriginPool.codec());
        channel.writeOutbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        channel.releaseOutbound();
        List<String> found = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        boolean good = true;
        for (int from = 0; good && from < bytes.length; from += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(piece, bytes.length - from)));
            good = take(channel, found, body);
        }
        channel.finish();
        if (good) {
            take(channel, found, body);
        }
        ReferenceCountUtil.release(channel.inboundMessages().poll());
        channel.finishAndReleaseAll();
        return found;
    }

    /** False once something was no answer, after which the gateway reads no more. */
    private static boolean take(EmbeddedChannel channel, List<String> found, StringBuilder body) {
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            try {
                if (part.decoderResult().isFailure()) {
                    found.add("no answer");
                    return false;
                }
                if (part instanceof HttpResponse answer) {
                    found.add(answer.status().code() + " " + answer.headers().entries());
                    if (answer.status().code() == 101) {
                        // From here on it is another protocol, which the gateway does not read.
                        return false;
                    }
                }
                if (part instanceof HttpContent content) {
                    body.append(content.content().toString(ISO_8859_1));
                }
                if (part instanceof LastHttpContent last) {
                    found.add("body " + body + last.trailingHeaders().entries());
                    body.setLength(0);
                }
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
        return true;
    }
}
