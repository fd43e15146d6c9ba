/** The pages of the filter: asking for a site, reports, rules, and why something is closed. */
@NullMarked
package org.schoolgate.filtering.web;

import org.jspecify.annotations.NullMarked;
