package org.schoolgate.activity.web;

import org.schoolgate.activity.Activity;
import org.schoolgate.activity.Activity.Operation;
import org.schoolgate.activity.LookUps;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where a class's browsing and look-ups stand in the menu. */
@Configuration(proxyBeanMethods = false)
class ActivityMenu {
    @Bean
    MenuItem onlineNowEntry() {
        return MenuItem.in(Place.ACCESS, 20, "/online-now", "activity.now.menu")
                .forRoles(Activity.ACCESS.rolesFor(Operation.SEE_OWN_CLASS_NOW));
    }

    @Bean
    MenuItem countsEntry() {
        return MenuItem.in(Place.ACCESS, 40, "/activity", "activity.counts.menu")
                .forRoles(Activity.ACCESS.rolesFor(Operation.COUNT));
    }

    @Bean
    MenuItem lookUpsEntry(LookUps lookUps) {
        return MenuItem.in(Place.ACCESS, 50, "/look-ups", "activity.look-ups.menu")
                .when(actor -> Activity.ACCESS.allows(actor, Operation.LOOK_UP)
                        || Activity.ACCESS.allows(actor, Operation.AGREE_TO_LOOK_UPS)
                        || Activity.ACCESS.allows(actor, Operation.SEE_LOOK_UPS))
                .counting(actor -> waiting(lookUps, actor));
    }

    private static int waiting(LookUps lookUps, Actor actor) {
        return actor instanceof Actor.Somebody somebody && Activity.ACCESS.allows(somebody, Operation.AGREE_TO_LOOK_UPS)
                ? lookUps.waiting(somebody).size()
                : 0;
    }
}
