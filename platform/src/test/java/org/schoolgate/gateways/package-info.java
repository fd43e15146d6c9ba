/** Gateways as they call: over a real port, with a real client, on a real database. */
@NullMarked
package org.schoolgate.gateways;

import org.jspecify.annotations.NullMarked;
