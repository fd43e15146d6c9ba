package org.schoolgate.gateway.dns;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.policy.PrivateRelay;

/**
 * Names by which devices ask whether the network filters. Whoever answers them as it has been agreed keeps browsers with this
 * name server, and tells people why their private relay is off.
 */
final class SignalNames implements Step {
    /** What is said to each name, and to all below it. */
    private static final Map<String, Answer> SAID = new HashMap<>();

    private static final String LOCALHOST = "localhost";
    private static final Sections HERE = Answers.at(InetAddress.ofLiteral("127.0.0.1"));
    private static final Sections HERE_6 = Answers.at(InetAddress.ofLiteral("::1"));

    static {
        // Firefox asks whether it may take a name server of its own (DNS over HTTPS).
        SAID.put("use-application-dns.net", Answers.noSuchName(null));
        // Apple's Private Relay asks whether it may hide where it goes; silence would only make it slow.
        PrivateRelay.NAMES.forEach(name -> SAID.put(name, Answers.noSuchName(null)));
        // Which other name server there is (RFC 9462): none.
        SAID.put("resolver.arpa", Answers.nothing(null));
    }

    @Override
    public @Nullable Answer take(Inquiry inquiry) {
        String name = inquiry.question.text();
        while (name != null) {
            Answer said = name.equals(LOCALHOST) ? here(inquiry.question.type()) : SAID.get(name);
            if (said != null) {
                return said;
            }
            int dot = name.indexOf('.');
            name = dot < 0 ? null : name.substring(dot + 1);
        }
        return null;
    }

    /** A name server outside is not asked for it (RFC 6761). */
    private static Answer here(int type) {
        return switch (type) {
            case Type.A -> new Answer(Code.NO_ERROR, HERE, Answers.SECONDS, null);
            case Type.AAAA -> new Answer(Code.NO_ERROR, HERE_6, Answers.SECONDS, null);
            default -> Answers.nothing(null);
        };
    }
}
