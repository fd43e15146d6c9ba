/** Every component with its states, and a page for each kind of reader, to look at while building. Not in a school. */
@NullMarked
package org.schoolgate.ui.gallery;

import org.jspecify.annotations.NullMarked;
