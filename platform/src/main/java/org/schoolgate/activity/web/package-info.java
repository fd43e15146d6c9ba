/** Where gateways hand over what they saw, and the pages of those who may look at it. */
@NullMarked
package org.schoolgate.activity.web;

import org.jspecify.annotations.NullMarked;
