package org.schoolgate.signin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignInGate;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;

@PageTest
class GateFilterTest {
    private final Cast cast;
    private final Roll roll;
    private final Sessions sessions;

    GateFilterTest(Cast cast, Roll roll, Sessions sessions) {
        this.cast = cast;
        this.roll = roll;
        this.sessions = sessions;
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aGateThatCannotTellLetsNobodyThrough() {
        var school = cast.greenfield();
        roll.put(school.teacher());
        school.within(() -> {
            var session = begin(school.teacher());
            var chain = new MockFilterChain();

            assertThatThrownBy(() -> filter(_ -> {
                                throw new IllegalStateException("no database");
                            })
                            .doFilter(new MockHttpServletRequest("GET", "/"), new MockHttpServletResponse(), chain))
                    .hasMessage("no database");

            assertThat(chain.getRequest()).as("what came through").isNull();
            assertThat(through(school.teacher(), session)).isFalse();
        });
    }

    @Test
    void onceEveryGateLetsThroughTheyAreNotAskedAgain() {
        var school = cast.greenfield();
        roll.put(school.teacher());
        school.within(() -> {
            var session = begin(school.teacher());
            assertThat(through(school.teacher(), session)).isFalse();

            var chain = new MockFilterChain();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> filter(_ -> java.util.Optional.empty())
                            .doFilter(new MockHttpServletRequest("GET", "/"), new MockHttpServletResponse(), chain)))
                    .isNull();

            assertThat(chain.getRequest()).isNotNull();
            assertThat(through(school.teacher(), session)).isTrue();
        });
    }

    private Session begin(Actor.Somebody who) {
        var session = sessions.begin(who, Way.PASSWORD, new Where("192.0.2.1", "desk", "Chrome"), null)
                .session();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new SignedIn(who, new Entry.ByAccount(session)));
        SecurityContextHolder.setContext(context);
        return session;
    }

    private boolean through(Actor.Somebody who, Session session) {
        return sessions.recent(who, who.person()).stream()
                .filter(one -> one.id().equals(session.id()))
                .findFirst()
                .orElseThrow()
                .through();
    }

    private GateFilter filter(SignInGate gate) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("gate", gate);
        return new GateFilter(sessions, beans.getBeanProvider(SignInGate.class));
    }
}
