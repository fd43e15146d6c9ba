package org.schoolgate.filtering;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.access.Access;
import org.schoolgate.access.Scope;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.gateways.PolicyDraft;
import org.schoolgate.gateways.PolicyPart;
import org.springframework.stereotype.Component;

/** What is taken from single people for a while, a programme or a sort of sites, so that gateways keep it from them (SAN-5). */
@Component
class WithheldPart implements PolicyPart {
    private final Access access;

    WithheldPart(Access access) {
        this.access = access;
    }

    @Override
    public void addTo(PolicyDraft draft) {
        for (var taken : access.taken(draft.school(), draft.at())) {
            var hold = taken.hold();
            var until = hold.until();
            if (until != null && isOnTheWeb(hold.scope())) {
                draft.withhold(
                        hold.person(),
                        new Withheld(
                                sites(hold.scope()),
                                lists(hold.scope()),
                                hold.isInForce(draft.at()) ? null : hold.from(),
                                until,
                                taken.why().sentence()));
            }
        }
    }

    private static boolean isOnTheWeb(Scope scope) {
        return !sites(scope).isEmpty() || !lists(scope).isEmpty();
    }

    private static Set<String> sites(Scope scope) {
        return scope instanceof Scope.Sites sites ? sites.hosts() : Set.of();
    }

    private static Set<String> lists(Scope scope) {
        return scope instanceof Scope.Sort(var pastime)
                ? categories(pastime)
                        .flatMap(category -> category.lists().stream())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static Stream<SiteCategory> categories(Scope.Pastime pastime) {
        return switch (pastime) {
            case GAMES -> Stream.of(SiteCategory.GAMES);
            case VIDEO -> Stream.of(SiteCategory.VIDEO);
            case SOCIAL -> Stream.of(SiteCategory.SOCIAL, SiteCategory.CHAT);
            case PRIVATE -> Stream.of(SiteCategory.GAMES, SiteCategory.VIDEO, SiteCategory.SOCIAL, SiteCategory.CHAT);
        };
    }
}
