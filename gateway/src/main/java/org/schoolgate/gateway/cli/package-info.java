/** The commands that need no server. */
@NullMarked
package org.schoolgate.gateway.cli;

import org.jspecify.annotations.NullMarked;
