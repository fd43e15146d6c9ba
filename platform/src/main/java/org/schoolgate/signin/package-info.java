/** Who somebody is: accounts, passwords, pictures, sessions, and the way out of them. */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "audit", "ui", "messages"})
@NullMarked
package org.schoolgate.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
