/** Pages about people, classes and roster files. */
@NullMarked
package org.schoolgate.roster.web;

import org.jspecify.annotations.NullMarked;
