/** What is this name, this address, and what do the lists and the school's rules say of it? */
@NullMarked
package org.schoolgate.engine;

import org.jspecify.annotations.NullMarked;
