package org.schoolgate.signin.web;

import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.SignedIn;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives a controller the {@link Actor} that it asks for, or the {@link SignedIn} where it must know how they came. */
class ActorArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Actor.class.isAssignableFrom(parameter.getParameterType())
                || parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                && parameter.getParameterType() == SignedIn.class) {
            return signedIn;
        }
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                && parameter.getParameterType().isInstance(signedIn.actor())) {
            return signedIn.actor();
        }
        throw new AuthenticationCredentialsNotFoundException("nobody is signed in");
    }
}
