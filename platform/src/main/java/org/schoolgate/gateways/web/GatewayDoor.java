package org.schoolgate.gateways.web;

import java.time.Clock;
import org.schoolgate.gateways.GatewayCalls;
import org.schoolgate.signin.Limits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The gateways' own door: a token opens it, no cookie does, and it keeps no session. */
@Configuration(proxyBeanMethods = false)
class GatewayDoor {
    static final String PATHS = "/api/v1/gateway/**";

    @Bean
    @Order(1)
    SecurityFilterChain gatewayRequests(HttpSecurity http, GatewayCalls calls, Clock clock) throws Exception {
        return http.securityMatcher(PATHS)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .anonymous(anonymous -> anonymous.disable())
                .formLogin(login -> login.disable())
                .httpBasic(basic -> basic.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.disable())
                .addFilterBefore(new GatewayFilter(calls, new Limits(clock)), AuthorizationFilter.class)
                .build();
    }
}
