package org.schoolgate.signin;

import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;
import org.springframework.stereotype.Service;

/** The ways in: from what somebody shows to who they are. */
@Service
public class SignIns {
    private final Everybody everybody;

    SignIns(Everybody everybody) {
        this.everybody = everybody;
    }

    /** Who somebody is to a school now. */
    public Optional<Actor.Somebody> find(SchoolId school, PersonId person) {
        return Tenants.within(school, () -> everybody.find(school, person));
    }
}
