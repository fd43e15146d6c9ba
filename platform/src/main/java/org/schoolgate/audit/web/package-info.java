/** Pages on which the record is read and checked. */
@NullMarked
package org.schoolgate.audit.web;

import org.jspecify.annotations.NullMarked;
