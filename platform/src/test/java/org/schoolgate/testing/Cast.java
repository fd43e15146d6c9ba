package org.schoolgate.testing;

import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Greenfield Primary and its people, founded afresh for each test that asks. */
public class Cast {
    private final Schools schools;

    Cast(Schools schools) {
        this.schools = schools;
    }

    /** A new Greenfield Primary in a trust of its own, where nobody is on the roll yet. */
    public Greenfield greenfield() {
        return Tenants.untenanted(
                () -> new Greenfield(schools.found(schools.foundTrust("Meadow Learning Trust"), "Greenfield Primary")));
    }

    /** A request from {@code actor}, signed in and with the hidden field that a form would carry. */
    public static RequestPostProcessor as(Actor actor) {
        return request -> SecurityMockMvcRequestPostProcessors.csrf()
                .postProcessRequest(SecurityMockMvcRequestPostProcessors.authentication(new SignedIn(actor))
                        .postProcessRequest(request));
    }

    /** A school and the people that tests speak of. They are actors only: a test that needs them on the roll puts them there. */
    public record Greenfield(
            SchoolId school,
            Actor.Somebody head,
            Actor.Somebody coordinator,
            Actor.Somebody lead,
            Actor.Somebody teacher,
            Actor.Somebody technician,
            Actor.Somebody governor,
            Actor.Somebody parent,
            Actor.Somebody pupil) {
        Greenfield(SchoolId school) {
            this(
                    school,
                    somebody(school, "Mrs Lindqvist", null, Role.HEAD),
                    somebody(school, "Miss Farrow", null, Role.ONLINE_SAFETY_COORDINATOR, Role.TEACHER),
                    somebody(school, "Ms Okafor", null, Role.SAFEGUARDING_LEAD),
                    somebody(school, "Mr Hale", null, Role.TEACHER),
                    somebody(school, "Sam Price", null, Role.TECHNICIAN),
                    somebody(school, "Mr Lowe", null, Role.GOVERNOR),
                    somebody(school, "Dan Ellis", null, Role.PARENT),
                    somebody(school, "Priya", Phase.KS2, Role.PUPIL));
        }

        /** Somebody else of this school. */
        public Actor.Somebody somebody(String name, Role... roles) {
            return somebody(school, name, null, roles);
        }

        private static Actor.Somebody somebody(
                SchoolId school, String name, @org.jspecify.annotations.Nullable Phase phase, Role... roles) {
            return new Actor.Somebody(school, PersonId.random(), name, Set.of(roles), phase);
        }

        /** Does the work inside this school's walls. */
        public void within(Runnable work) {
            Tenants.within(school, work);
        }
    }
}
