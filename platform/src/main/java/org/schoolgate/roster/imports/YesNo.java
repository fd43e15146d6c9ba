package org.schoolgate.roster.imports;

import java.util.Locale;
import java.util.Optional;

/** Yes and no as systems write them; some send the word "False" where others send nothing. */
final class YesNo {
    private YesNo() {}

    /** Empty when it is neither. */
    static Optional<Boolean> read(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "true", "t", "1", "x" -> Optional.of(true);
            case "no", "n", "false", "f", "0", "-" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
