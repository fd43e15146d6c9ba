package org.schoolgate.roster.imports;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The headings of a table, whichever way a school's system spells them. */
final class Headings {
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]");
    private static final Pattern SECRET =
            Pattern.compile(".*(password|passwd|passphrase|passcode|picturelogin).*|pin|pwd|pass|pinnumber|pincode");

    private Headings() {}

    /** Letters and digits only, small: {@code Family Name}, {@code family_name} and {@code FamilyName} are one. */
    static String compact(String heading) {
        var plain = Normalizer.normalize(heading, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        return OTHER.matcher(plain).replaceAll("");
    }

    /** Whether such a column holds what nobody should keep: it is dropped unread. */
    static boolean isSecret(String heading) {
        return SECRET.matcher(compact(heading)).matches();
    }
}
