package org.schoolgate.signin;

import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A password that somebody else gave, or that others know, is changed before anything else. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class NewPasswordGate implements SignInGate {
    private final AccountStore store;

    NewPasswordGate(AccountStore store) {
        this.store = store;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Stop> stop(Actor.Somebody reader) {
        return store.find(reader.school(), reader.person())
                .filter(account -> account.hasPassword() && account.mustChange() != null)
                .map(_ -> Stop.at("/password"));
    }
}
