package org.schoolgate.gateways.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.signin.Tickets;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Makes the school's gateway know whoever is signed in here: sends the browser to the gateway's own address with a ticket,
 * and the gateway sends it back.
 */
@Controller
class OnlineController {
    private final Gateways gateways;
    private final Tickets tickets;

    OnlineController(Gateways gateways, Tickets tickets) {
        this.gateways = gateways;
        this.tickets = tickets;
    }

    @GetMapping("/online")
    String show(SignedIn reader) {
        var session = reader.session().orElseThrow(() -> new NotFound("session"));
        // whoever may go on is not asked for a role: everybody may be known
        List<Gateway> all = gateways.all(new Actor.Schoolgate(session.school(), "sign-in"));
        return all.stream()
                .filter(gateway -> gateway.revokedAt() == null)
                .flatMap(gateway -> address(gateway.address()).stream()
                        .map(address ->
                                address + tickets.issue(session, gateway.id().toString())))
                .findFirst()
                .map(there -> "redirect:" + there)
                .orElse("redirect:/");
    }

    private static List<String> address(@Nullable String address) {
        return address == null
                ? List.of()
                : List.of(UriComponentsBuilder.fromUriString(address)
                                .replacePath("/.schoolgate/here")
                                .replaceQuery(null)
                                .toUriString()
                        + "?back=/&ticket=");
    }
}
