package org.schoolgate.gateway.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Any attributes behind a right secret, and any bytes at all: they are read or not heard, and nothing else comes of them. */
class AccountingRequestFuzzTest {
    private static final byte[] SECRET = "a-secret-of-the-wifi".getBytes(UTF_8);

    @FuzzTest(maxDuration = "10m")
    void anyAttributesAreReadOrNotHeard(byte[] attributes) throws Exception {
        if (attributes.length > Packet.LONGEST - 20) {
            return;
        }
        byte[] packet = ByteBuffer.allocate(20 + attributes.length)
                .put((byte) 4)
                .put((byte) 9)
                .putShort((short) (20 + attributes.length))
                .put(new byte[16])
                .put(attributes)
                .array();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(packet);
        System.arraycopy(md5.digest(SECRET), 0, packet, 4, 16);
        try {
            Packet heard = Packet.read(packet, packet.length, SECRET);
            byte[] response = heard.response(SECRET);
            assertThat(response).hasSizeBetween(20, packet.length).startsWith(5, 9);
            assertThat(ByteBuffer.wrap(response).getShort(2)).isEqualTo((short) response.length);
            assertThat(AccountingRequest.of(heard).authenticator()).hasSize(32);
        } catch (Packet.Unheard e) {
            assertThat(e).hasMessageNotContaining("secret is another");
        }
        packet[0] = 12;
        for (byte[] unsigned : new byte[][] {packet, attributes}) {
            try {
                Packet.read(unsigned, unsigned.length, SECRET);
                throw new AssertionError("nobody who does not share the secret is heard");
            } catch (Packet.Unheard _) {
                assertThat(unsigned.length).isNotNegative();
            }
        }
    }
}
