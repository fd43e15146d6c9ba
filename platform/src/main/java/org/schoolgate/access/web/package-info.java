/** The pages of access: my class today, sessions, and the register. */
@NullMarked
package org.schoolgate.access.web;

import org.jspecify.annotations.NullMarked;
