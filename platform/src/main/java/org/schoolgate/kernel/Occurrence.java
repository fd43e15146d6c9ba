package org.schoolgate.kernel;

import java.util.Locale;

/** Something of which a list says all that can happen: its kind is the name of the list and that of what happened. */
public interface Occurrence extends Audited {
    /** What it happened in: {@code case}. */
    String area();

    /** What happened, in past tense, stable for ever: {@code STEP_DONE}. */
    Enum<?> what();

    @Override
    default String kind() {
        return area() + "." + what().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
