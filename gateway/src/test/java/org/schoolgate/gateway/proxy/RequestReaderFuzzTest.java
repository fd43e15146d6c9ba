package org.schoolgate.gateway.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Any bytes: read in one piece or in many, the same requests are found in them, or the same fault. */
class RequestReaderFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyBytesHoldTheSameRequestsInAnyPieces(byte[] bytes) {
        List<String> whole = read(bytes, Math.max(1, bytes.length));
        assertThat(read(bytes, 1)).isEqualTo(whole);
        assertThat(read(bytes, 5)).isEqualTo(whole);
    }

    private static List<String> read(byte[] bytes, int piece) {
        RequestReader reader = new RequestReader(Duration.ofMinutes(10));
        EmbeddedChannel channel = new EmbeddedChannel(reader);
        List<String> found = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int from = 0; from < bytes.length; from += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(piece, bytes.length - from)));
            for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
                boolean last = part instanceof LastHttpContent;
                switch (part) {
                    case HttpRequest request
                    when request.decoderResult().isFailure() -> {
                        found.add("no request");
                        channel.finishAndReleaseAll();
                        return found;
                    }
                    case HttpRequest request ->
                        found.add(request.method() + " " + request.uri()
                                + request.headers().entries());
                    case HttpContent content
                    when content.decoderResult().isFailure() -> {
                        found.add("no body");
                        channel.finishAndReleaseAll();
                        return found;
                    }
                    case HttpContent content -> body.append(content.content().toString(ISO_8859_1));
                    default -> found.add(part.toString());
                }
                ReferenceCountUtil.release(part);
                if (last) {
                    found.add("body " + body);
                    body.setLength(0);
                    reader.next(channel.pipeline().context(reader));
                    channel.runPendingTasks();
                }
            }
        }
        channel.finishAndReleaseAll();
        return found;
    }
}
