package org.schoolgate.filtering;

import java.util.List;
import java.util.Set;

/**
 * What stays open whatever a school, a report or a list says: the places where a child in trouble finds help. And the
 * names by which it is proved that the illegal list cannot be opened; nothing answers at them.
 */
final class AlwaysOpen {
    /** Help lines and the places where harm is reported. */
    static final List<String> HELP = List.of(
            "childline.org.uk",
            "ceop.police.uk",
            "thinkuknow.co.uk",
            "nspcc.org.uk",
            "samaritans.org",
            "giveusashout.org",
            "papyrus-uk.org",
            "themix.org.uk",
            "youngminds.org.uk",
            "beateatingdisorders.org.uk",
            "kooth.com",
            "nhs.uk",
            "iwf.org.uk",
            "reportharmfulcontent.com",
            "saferinternet.org.uk",
            "anti-bullyingalliance.org.uk",
            "barnardos.org.uk",
            "victimsupport.org.uk");

    /** Names that stand for illegal content in every proof (UF-4). They are reserved and lead nowhere. */
    static final Set<String> CANARIES = Set.of("illegal-canary.example", "terror-canary.example");

    private AlwaysOpen() {}

    /** Whether {@code host} or a domain above it is a help line. */
    static boolean isHelp(String host) {
        return HELP.stream().anyMatch(help -> isAtOrBelow(host, help));
    }

    static boolean isCanary(String host) {
        return CANARIES.stream().anyMatch(canary -> isAtOrBelow(host, canary));
    }

    static boolean isAtOrBelow(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
