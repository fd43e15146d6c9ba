/** The pages of permissions: what I asked, what waits for me, what is open. */
@NullMarked
package org.schoolgate.permissions.web;

import org.jspecify.annotations.NullMarked;
