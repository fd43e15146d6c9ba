package org.schoolgate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The lines of the suites in {@code docs/suites.md} that a test holds by what it tells, where no table of cases is counted. It
 * would fail if the way past the filter that the line describes were open.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Line {
    /** Lines, like {@code H4}. */
    String[] value();
}
