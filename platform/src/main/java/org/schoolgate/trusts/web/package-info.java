/** The trust's page. */
@NullMarked
package org.schoolgate.trusts.web;

import org.jspecify.annotations.NullMarked;
