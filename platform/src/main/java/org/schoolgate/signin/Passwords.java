package org.schoolgate.signin;

import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes and checks what is kept of a password, or of words that are told instead of one: Argon2id with 19 MiB, two passes (OWASP's first recommendation for it). */
@Component
public class Passwords {
    private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

    private final Argon2PasswordEncoder argon = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    /** A class that signs in together must not take the memory of the whole program. */
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    public String keep(String password) {
        places.acquireUninterruptibly();
        try {
            return argon.encode(password);
        } finally {
            places.release();
        }
    }

    public boolean isRight(String password, String kept) {
        places.acquireUninterruptibly();
        try {
            return argon.matches(password, kept);
        } finally {
            places.release();
        }
    }

    /** The work of a check where there is no account, so that none takes as long as a wrong password: one hash, as there. */
    void pretend(String password) {
        keep(password);
    }
}
