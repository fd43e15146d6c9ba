/** The pages on which people read, answer and chase agreements. */
@NullMarked
package org.schoolgate.agreements.web;

import org.jspecify.annotations.NullMarked;
