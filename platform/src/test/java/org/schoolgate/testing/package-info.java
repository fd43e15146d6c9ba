/** What every test uses: the page test, the cast, and the tag that says which requirement a test keeps. */
@NullMarked
package org.schoolgate.testing;

import org.jspecify.annotations.NullMarked;
