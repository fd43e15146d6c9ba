/** What platform and gateway say to each other: the policy copy one way, what was seen the other. */
@NullMarked
package org.schoolgate.gateway.feed;

import org.jspecify.annotations.NullMarked;
