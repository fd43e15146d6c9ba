package org.schoolgate.signin;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Somebody whom this request is from, as Spring Security holds it. */
public final class SignedIn extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient Actor actor;

    public SignedIn(Actor actor) {
        super(authorities(actor));
        this.actor = actor;
        setAuthenticated(true);
    }

    private static Collection<SimpleGrantedAuthority> authorities(Actor actor) {
        return actor.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    public Actor actor() {
        return actor;
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }

    @Override
    public Object getCredentials() {
        return List.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && actor.equals(that.actor);
    }

    @Override
    public int hashCode() {
        return actor.hashCode();
    }
}
