package org.schoolgate.gateways.web;

import java.time.Clock;
import java.util.Arrays;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.ProxyTokens;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where gateways and device tokens stand in the menu. */
@Configuration(proxyBeanMethods = false)
class GatewaysMenu {
    @Bean
    MenuItem gatewaysEntry(Gateways gateways, Clock clock) {
        return MenuItem.in(Place.SCHOOL, 20, "/gateways", "gateways.menu")
                .forRoles(Gateways.ACCESS.rolesFor(Gateways.Operation.MANAGE))
                .counting(actor -> unwell(gateways, actor, clock));
    }

    @Bean
    MenuItem deviceTokensEntry() {
        return MenuItem.in(Place.ACCESS, 60, "/device-tokens", "gateways.device.menu")
                .when(actor -> Arrays.stream(ProxyTokens.Operation.values())
                        .anyMatch(one -> ProxyTokens.ACCESS.allows(actor, one)));
    }

    private static int unwell(Gateways gateways, Actor actor, Clock clock) {
        return (int) gateways.all(actor).stream()
                .filter(gateway -> switch (gateway.state(clock.instant())) {
                    case Gateway.State.Behind _,
                            Gateway.State.Waiting _,
                            Gateway.State.Ailing _,
                            Gateway.State.Silent _ -> true;
                    case Gateway.State.New _, Gateway.State.Well _, Gateway.State.Revoked _ -> false;
                })
                .count();
    }
}
