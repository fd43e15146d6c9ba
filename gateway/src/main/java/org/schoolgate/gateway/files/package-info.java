/** What a file that somebody fetches or sends is, by its bytes and not by what it is called, and whether it would do harm. */
@NullMarked
package org.schoolgate.gateway.files;

import org.jspecify.annotations.NullMarked;
