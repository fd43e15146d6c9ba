package org.schoolgate.gateway.icap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Any bytes: read in one piece or in many they mean the same, and nothing but a refusal comes of nonsense. */
class IcapReaderFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void anyBytesMeanTheSameInAnyPieces(byte[] bytes) {
        List<String> whole = read(bytes, Math.max(1, bytes.length));
        assertThat(read(bytes, 1)).isEqualTo(whole);
        assertThat(read(bytes, 7)).isEqualTo(whole);
    }

    /** What was understood, with the bodies joined. */
    private static List<String> read(byte[] bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(new IcapReader());
        List<String> understood = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int from = 0; from < bytes.length; from += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(piece, bytes.length - from)));
            for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
                switch (part) {
                    case IcapPart.Piece(var some) -> {
                        body.append(some.toString(StandardCharsets.ISO_8859_1));
                        some.release();
                    }
                    case IcapPart.End(var all) -> {
                        understood.add("body " + body + " " + all);
                        body.setLength(0);
                    }
                    case IcapRequest request -> {
                        assertThat(request.method()).isIn("OPTIONS", "REQMOD", "RESPMOD");
                        understood.add(request.method()
                                + request.service()
                                + request.request()
                                + request.response()
                                + request.headers().entries());
                    }
                    case IcapReader.Refused refused -> understood.add(refused.toString());
                    default -> throw new AssertionError("nobody knows " + part);
                }
            }
        }
        channel.finishAndReleaseAll();
        return understood;
    }
}
