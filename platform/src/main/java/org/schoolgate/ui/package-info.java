/** How every page looks: layout, components, words, the page engine. Knows none of the features. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.schoolgate.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
