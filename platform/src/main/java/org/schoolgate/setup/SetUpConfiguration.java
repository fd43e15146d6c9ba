package org.schoolgate.setup;

import java.io.PrintStream;
import java.time.Clock;
import org.schoolgate.signin.PublicPaths;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What a real school's start has beside what every start has: the code, and what the console says. */
@Configuration(proxyBeanMethods = false)
class SetUpConfiguration {
    @Bean
    MenuItem firstStepsEntry() {
        return MenuItem.in(Place.SCHOOL, 5, "/first-steps", "setup.steps.menu")
                .forRoles(FirstStep.ACCESS.rolesFor(FirstStep.Operation.READ));
    }

    @Bean
    @ConditionalOnProperty(name = "schoolgate.set-up", havingValue = "true")
    SetUpCode setUpCode(Clock clock) {
        return new SetUpCode(clock);
    }

    @Bean
    @ConditionalOnProperty(name = "schoolgate.set-up", havingValue = "true")
    PublicPaths setUpPath() {
        return PublicPaths.of("/set-up");
    }

    /** On the console only: the log is kept, code and keys must not be. */
    @Bean
    @ConditionalOnProperty(name = "schoolgate.set-up", havingValue = "true")
    ApplicationRunner ready(SetUps setUps, SetUpCode code, Environment environment) {
        return _ -> announce(
                setUps, code, "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"), System.out);
    }

    private static void announce(SetUps setUps, SetUpCode code, String address, PrintStream out) {
        if (setUps.isOpen()) {
            out.println("There is no school here yet. Set it up in a browser on this machine.");
            out.printf("Set-up page: %s/set-up%n", address);
            out.printf("Set-up code: %s (another one at each start)%n", code.toPrint());
        } else {
            out.printf("In the browser: %s/%n", address);
            for (var key : setUps.keysWhileNobodyIsIn()) {
                out.printf("Nobody has a password yet. %s chooses one here: %s%s%n", key.name(), address, key.link());
            }
        }
        out.println("Schoolgate is ready");
    }
}
