package org.schoolgate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The requirements of the catalogue that a test keeps: it would fail if the product no longer did what they ask. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Keeps {
    /** Catalogue numbers, like {@code AGR-2}. */
    String[] value();
}
