/** The gateway's commands: an enforcement point alone, compiling lists, and deciding hosts from a file. */
@NullMarked
package org.schoolgate.gateway.cli;

import org.jspecify.annotations.NullMarked;
