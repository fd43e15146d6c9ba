package org.schoolgate;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The school's application. */
@SpringBootApplication
public class Schoolgate {
    public static void main(String[] arguments) {
        SpringApplication.run(Schoolgate.class, arguments);
    }
}
