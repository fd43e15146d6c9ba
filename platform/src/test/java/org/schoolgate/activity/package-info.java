/** What gateways saw, taken in through a real port into a real database, and looked at by those who may. */
@NullMarked
package org.schoolgate.activity;

import org.jspecify.annotations.NullMarked;
