/**
 * What goes on before a gateway's ports open: every way to it is gone, over and over, on this machine alone, so that whoever
 * comes first is answered as fast as whoever comes later.
 */
@NullMarked
package org.schoolgate.gateway.warm;

import org.jspecify.annotations.NullMarked;
