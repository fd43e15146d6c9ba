/** The school's policy at this gateway: fetched, kept on disk, swapped whole, asked for every decision. */
@NullMarked
package org.schoolgate.gateway.policy;

import org.jspecify.annotations.NullMarked;
