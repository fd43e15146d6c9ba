/** The first screens. */
@NullMarked
package org.schoolgate.home.web;

import org.jspecify.annotations.NullMarked;
