package org.schoolgate.demo;

import java.io.PrintStream;
import java.util.List;
import org.schoolgate.tenancy.Schools;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Starts the demonstration: invents the trust where the folder is empty, opens the gateway, and says how to get in. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class Demonstration implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);

    private final Founding founding;
    private final Schools schools;
    private final int port;
    private final PrintStream out = System.out;

    Demonstration(Founding founding, Schools schools, @Value("${server.port}") int port) {
        this.founding = founding;
        this.schools = schools;
        this.port = port;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (schools.all().isEmpty()) {
            out.println("Inventing a trust of two schools with 660 pupils. This is done once.");
            var trust = founding.trust(TwoSchools.TRUST);
            var founded = List.of(TwoSchools.greenfield(founding, trust), TwoSchools.brookLane(founding, trust));
            LOG.info("founded {}", founded.stream().map(DemoSchool::name).toList());
        }
        out.printf("In the browser: http://127.0.0.1:%d/%n", port);
        out.println("Schoolgate is ready");
    }
}
