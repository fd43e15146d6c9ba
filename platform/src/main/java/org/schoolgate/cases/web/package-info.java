/** Pages for telling and for those who are told. */
@NullMarked
package org.schoolgate.cases.web;

import org.jspecify.annotations.NullMarked;
