/** Enforcement on the wire: every request is decided from a local copy of the school's policy. */
@NullMarked
package org.schoolgate.gateway;

import org.jspecify.annotations.NullMarked;
