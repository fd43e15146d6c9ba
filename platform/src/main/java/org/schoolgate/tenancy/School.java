package org.schoolgate.tenancy;

import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.TrustId;

/**
 * A school and the trust it belongs to.
 *
 * @param name as on its sign, like Greenfield Primary
 */
public record School(SchoolId id, TrustId trust, String trustName, String name) {}
