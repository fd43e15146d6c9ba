/** Pages of what the filter saw. */
@NullMarked
package org.schoolgate.alerts.web;

import org.jspecify.annotations.NullMarked;
