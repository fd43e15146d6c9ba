package org.schoolgate.gateway.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SchoolCard;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.who.ProxyToken;
import org.schoolgate.gateway.who.SignInName;

/** A school with one reader, one open site, one that is closed and one whose HTTPS is looked into. */
final class School {
    static final String READER = "reader";
    static final String OPEN = "open.example";
    static final String CLOSED = "closed.example";
    static final String INSPECTED = "inspected.example";
    static final String SIGN_IN =
            "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString("warm-up:".getBytes(UTF_8)) + "\r\n";

    /** Whoever asks from here may ask for names. */
    static final String PLACE = "127.0.0.2";

    private static final String ID = "warm-up";
    private static final String PROFILE = "all";

    private School() {}

    static PolicyCopy policy(Instant now) {
        Reader reader = new Reader(READER, PROFILE, Set.of(), false, new AccessState.Open(null));
        ReaderProfile profile = new ReaderProfile(
                PROFILE,
                Wording.KS2,
                Set.of(),
                Set.of(),
                false,
                true,
                new SafeModes(true, SafeModes.YouTube.STRICT),
                Set.of(FileKind.values()),
                new Https(Https.Mode.INSPECT, Map.of(), Set.of(OPEN)));
        Rule rule = new Rule(
                "1", CLOSED, Rule.Effect.BLOCK, Rule.Source.SCHOOL, Set.of(), null, null, "closed", "the school");
        return new PolicyCopy(
                ID,
                new SchoolCard("The school", "the school", Map.of(), "the school"),
                1,
                1,
                now,
                "http://portal.example",
                Map.of(PROFILE, profile),
                Map.of(READER, reader),
                Map.of(ProxyToken.digest("warm-up"), READER),
                Map.of(SignInName.digest(ID, READER), READER),
                List.of(new PlaceRule(PLACE + "/32", PROFILE, true)),
                List.of(),
                List.of(rule),
                Set.of(),
                Set.of(),
                Set.of(),
                "none");
    }
}
