/** How each edge of the gateway is: counted where things happen, looked at every second, said in kinds. */
@NullMarked
package org.schoolgate.gateway.health;

import org.jspecify.annotations.NullMarked;
