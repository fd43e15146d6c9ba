/** What leaves the school as writing: e-mail by an outbox that loses nothing, and links that one person may use. */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "audit", "ui"})
@NullMarked
package org.schoolgate.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
