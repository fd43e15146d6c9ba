/** The words that everybody needs: who, where, with what role, and what is said to have happened. No beans, no tables. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.schoolgate.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
