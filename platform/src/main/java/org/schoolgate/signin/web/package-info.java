/** The doors: how a request becomes somebody, and what every answer promises a browser. */
@NullMarked
package org.schoolgate.signin.web;

import org.jspecify.annotations.NullMarked;
