/** The school's application: one program made of checked modules, each a folder in the school's words. */
@NullMarked
package org.schoolgate;

import org.jspecify.annotations.NullMarked;
