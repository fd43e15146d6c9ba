/** The set-up page and the page of first steps. */
@NullMarked
package org.schoolgate.setup.web;

import org.jspecify.annotations.NullMarked;
