/** What a file that somebody fetches is, by its bytes and not by what it is called. */
@NullMarked
package org.schoolgate.gateway.files;

import org.jspecify.annotations.NullMarked;
