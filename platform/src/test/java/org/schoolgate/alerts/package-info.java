@NullMarked
package org.schoolgate.alerts;

import org.jspecify.annotations.NullMarked;
