package org.schoolgate.agreements;

import org.schoolgate.audit.AuditTrail;
import org.schoolgate.audit.Verification;
import org.schoolgate.tenancy.Tenants;

/** Questions that a test asks inside a school's walls. */
final class TenantsOf {
    private TenantsOf() {}

    static Verification verify(September at, AuditTrail audit) {
        return Tenants.within(at.greenfield.school(), () -> audit.verify(at.head));
    }
}
