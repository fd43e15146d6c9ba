package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.signin.PublicPaths;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignInGate;
import org.schoolgate.signin.SignIns;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/** What every request passes on its way in and every answer carries on its way out. */
@Configuration(proxyBeanMethods = false)
class Doors implements WebMvcConfigurer {
    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    SecurityFilterChain everyRequest(
            HttpSecurity http,
            List<PublicPaths> open,
            Sessions sessions,
            OneTimeLinks links,
            SignIns signIns,
            ObjectProvider<SignInGate> gates,
            KeptForms kept,
            Clock clock)
            throws Exception {
        var patterns = open.stream().flatMap(paths -> paths.patterns().stream()).toArray(String[]::new);
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(patterns)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(faults ->
                        faults.authenticationEntryPoint((request, response, _) -> ask(request, response, kept)))
                .sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .formLogin(login -> login.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                // each request is authenticated afresh: to change the proof with it would spoil every form that is open
                .csrf(csrf -> csrf.csrfTokenRepository(Browser.FORMS)
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy())
                        .ignoringRequestMatchers("/api/v1/gateway/**", "/telephone/**", "/tell/sealed"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(policy ->
                                policy.policy("camera=(), microphone=(), geolocation=(), payment=(), usb=()")))
                .addFilterBefore(new VitalsFilter(), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new SessionFilter(sessions, links, signIns), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new PressLimit(clock), AuthorizationFilter.class)
                .addFilterAfter(new WhoIsThisFilter(), PressLimit.class)
                .addFilterAfter(new GateFilter(sessions, gates), WhoIsThisFilter.class)
                .build();
    }

    @Bean
    PublicPaths plainPaths() {
        return PublicPaths.of(
                "/sign-in",
                "/sign-in/**",
                "/sign-out",
                "/not-me",
                "/not-me/**",
                "/s/*",
                "/code",
                "/telephone/**",
                "/about",
                "/welcome",
                "/static/**",
                "/health",
                VitalsFilter.METRICS,
                "/error",
                "/favicon.ico");
    }

    /** Everybody's post, links and all, and everybody's telephone: in the demonstration only. */
    @Bean
    @ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
    PublicPaths demonstrationPaths() {
        return PublicPaths.of("/outbox", "/outbox/**", "/pretend-telephone", "/pretend-telephone/*");
    }

    /** Asks who it is, and remembers where they wanted to go and what they sent. A program is told, not led to a page. */
    private static void ask(HttpServletRequest request, HttpServletResponse response, KeptForms kept)
            throws IOException {
        if (request.getRequestURI().startsWith("/api/")) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        var page = "/sign-in";
        if (request.getAttribute(SessionFilter.LOCKED) instanceof Sessions.Known.Locked locked) {
            kept.keep(locked.session().id(), request);
            page = "/sign-in/locked";
        }
        var query = request.getQueryString();
        var wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
        response.sendRedirect(
                request.getMethod().equals("GET") && !wanted.equals("/")
                        ? UriComponentsBuilder.fromPath(page)
                                .queryParam("to", "{wanted}")
                                .encode()
                                .buildAndExpand(wanted)
                                .toUriString()
                        : page);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ActorArgument());
    }
}
