package org.schoolgate.signin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Somebody whom this request is from, as Spring Security holds it. */
public final class SignedIn extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient Actor actor;
    private final transient Entry entry;

    /** Somebody by the program's own word. */
    public SignedIn(Actor actor) {
        this(actor, new Entry.ByTrust());
    }

    public SignedIn(Actor actor, Entry entry) {
        super(authorities(actor));
        this.actor = actor;
        this.entry = entry;
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

    /** How it is known that it is they. */
    public Entry entry() {
        return entry;
    }

    /** The session of an account; empty for somebody who came by a link. */
    public Optional<Session> session() {
        return entry instanceof Entry.ByAccount(var session) ? Optional.of(session) : Optional.empty();
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
        return other instanceof SignedIn that && actor.equals(that.actor) && entry.equals(that.entry);
    }

    @Override
    public int hashCode() {
        return actor.hashCode();
    }
}
