package org.schoolgate.signin.web;

import java.util.ArrayList;
import org.schoolgate.kernel.Role;
import org.schoolgate.signin.SignInAccess;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What sign-in puts on everybody's pages. */
@Configuration(proxyBeanMethods = false)
class SignInMenu {
    @Bean
    MenuItem accountsEntry() {
        return MenuItem.in(Place.PEOPLE, 60, "/accounts", "signin.accounts.title")
                .forRoles(SignInAccess.ACCESS.rolesFor(SignInAccess.Operation.RESET_PUPIL));
    }

    @Bean
    MenuItem sharedUseEntry() {
        return MenuItem.in(Place.PEOPLE, 70, "/shared-use", "signin.shared.menu")
                .forRoles(SignInAccess.ACCESS.rolesFor(SignInAccess.Operation.REVIEW_SHARED_USE));
    }

    @Bean
    MenuItem myAccountEntry() {
        var staff = new ArrayList<Role>();
        for (var role : Role.values()) {
            if (role != Role.PARENT) {
                staff.add(role);
            }
        }
        return MenuItem.in(Place.FOOT, 90, "/my-account", "signin.mine.title").forRoles(staff);
    }

    @Bean
    MenuItem notMeEntry() {
        return MenuItem.in(Place.FOOT, 91, "/not-me", "signin.not-me.link");
    }
}
