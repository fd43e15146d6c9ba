package org.schoolgate.gateways.web;

import java.util.Optional;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.signin.Tickets;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells a gateway, once, whose ticket a browser brought it. */
@RestController
class TicketController {
    private final Tickets tickets;
    private final Pseudonyms pseudonyms;

    TicketController(Tickets tickets, Pseudonyms pseudonyms) {
        this.tickets = tickets;
        this.pseudonyms = pseudonyms;
    }

    @PostMapping(Feed.TICKETS)
    ResponseEntity<Ticket.Redeemed> create(
            @RequestAttribute(CallingGateway.ATTRIBUTE) CallingGateway gateway, @RequestBody Ticket ticket) {
        // JSON may leave out what the record calls never null
        return Optional.ofNullable(ticket.ticket())
                .flatMap(text ->
                        tickets.redeem(gateway.school(), text, gateway.id().toString()))
                .map(redeemed -> ResponseEntity.ok(new Ticket.Redeemed(
                        pseudonyms.of(gateway.school(), redeemed.person()),
                        redeemed.session().toString(),
                        redeemed.until())))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
