/** Who counts as a browser on this machine. */
@NullMarked
package org.schoolgate.setup.web;

import org.jspecify.annotations.NullMarked;
