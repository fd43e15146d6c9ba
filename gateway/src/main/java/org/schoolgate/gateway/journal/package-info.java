/** What this gateway saw, kept on its own disk until the platform has it. */
@NullMarked
package org.schoolgate.gateway.journal;

import org.jspecify.annotations.NullMarked;
