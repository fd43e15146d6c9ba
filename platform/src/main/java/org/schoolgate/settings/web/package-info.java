/** Pages for what a school decides. */
@NullMarked
package org.schoolgate.settings.web;

import org.jspecify.annotations.NullMarked;
