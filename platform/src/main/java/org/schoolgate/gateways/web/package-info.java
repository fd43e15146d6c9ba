/** The gateways' own paths, and the pages on which a technician keeps them. */
@NullMarked
package org.schoolgate.gateways.web;

import org.jspecify.annotations.NullMarked;
