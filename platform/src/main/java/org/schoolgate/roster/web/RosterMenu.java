package org.schoolgate.roster.web;

import java.util.EnumSet;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The roster's entries in the menu. */
@Configuration(proxyBeanMethods = false)
class RosterMenu {
    @Bean
    MenuItem peopleMenu() {
        return MenuItem.in(Place.PEOPLE, 10, "/people", "roster.menu.people")
                .forRoles(RosterAccess.ACCESS.rolesFor(Operation.SEE_EVERYBODY));
    }

    @Bean
    MenuItem classesMenu() {
        var roles = EnumSet.copyOf(RosterAccess.ACCESS.rolesFor(Operation.SEE_EVERYBODY));
        roles.addAll(RosterAccess.ACCESS.rolesFor(Operation.SEE_OWN_CLASSES));
        return MenuItem.in(Place.PEOPLE, 20, "/classes", "roster.menu.classes").forRoles(EnumSet.<Role>copyOf(roles));
    }

    @Bean
    MenuItem rolloverMenu() {
        return MenuItem.in(Place.PEOPLE, 40, "/roster/rollover", "roster.menu.rollover")
                .forRoles(RosterAccess.ACCESS.rolesFor(Operation.ROLL_OVER));
    }

    @Bean
    MenuItem rosterFilesMenu() {
        return MenuItem.in(Place.PEOPLE, 30, "/roster/imports", "roster.menu.imports")
                .forRoles(RosterAccess.ACCESS.rolesFor(Operation.IMPORT));
    }
}
