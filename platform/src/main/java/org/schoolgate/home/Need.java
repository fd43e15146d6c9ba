package org.schoolgate.home;

import java.time.Instant;

/**
 * Something that waits for one member of staff.
 *
 * @param icon what sort of thing it is, as an icon beside its words
 * @param title what it is about, in a few words and without a name that a screen in the staff room should not show
 * @param line who and why
 * @param since when it began to wait
 * @param danger whether it comes before everything else
 */
public record Need(String icon, String href, String title, String line, Instant since, boolean danger) {}
