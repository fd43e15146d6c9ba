package org.schoolgate.gateways.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.WhoIsWhere;
import org.schoolgate.kernel.Actor;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is known at which address: told by gateways, shown to the technician. */
@Controller
class WhoIsWhereController {
    private final WhoIsWhere whoIsWhere;

    WhoIsWhereController(WhoIsWhere whoIsWhere) {
        this.whoIsWhere = whoIsWhere;
    }

    @PostMapping(Feed.WHO)
    ResponseEntity<Void> create(
            @RequestAttribute(CallingGateway.ATTRIBUTE) CallingGateway gateway, @RequestBody List<Presence> presences) {
        whoIsWhere.told(gateway, presences);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/gateways/who")
    String index(Actor actor, @RequestParam(required = false) @Nullable String q, Model model) {
        var sought = q == null ? "" : q.strip();
        var all = whoIsWhere.now(actor);
        model.addAttribute("all", all.size());
        model.addAttribute("sought", sought);
        model.addAttribute(
                "people",
                all.stream()
                        .filter(one -> isSought(one, sought.toLowerCase(Locale.UK)))
                        .toList());
        return "gateways/web/who";
    }

    private static boolean isSought(WhoIsWhere.Somebody one, String sought) {
        return one.person().name().full().toLowerCase(Locale.UK).contains(sought)
                || one.address().startsWith(sought)
                || (one.place() != null && one.place().toLowerCase(Locale.UK).contains(sought));
    }
}
