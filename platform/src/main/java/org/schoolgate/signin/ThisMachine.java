package org.schoolgate.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;

/** Whether a request comes from this machine, and from nobody whom something on this machine lets in. */
public final class ThisMachine {
    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
    private static final List<String> OWN_NAMES = List.of("localhost", "127.0.0.1", "[::1]", "::1");

    private ThisMachine() {}

    /**
     * The other end is this machine, no proxy says that it asks for somebody else, and who asks was told to come here by
     * our own name: a page elsewhere whose name leads here is not taken for ours.
     */
    public static boolean isAsking(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && PASSED_ON.stream().allMatch(header -> request.getHeader(header) == null)
                && OWN_NAMES.contains(request.getServerName());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
