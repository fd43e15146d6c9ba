package org.schoolgate.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which school a thing belongs to that comes from outside and does not say: a link, a session cookie, a gateway's token,
 * a sign-in name. Holds hashes only, and answers with the school and nothing else; what the thing opens is for the
 * school's own rows to say.
 */
@Component
public class Directory {
    private static final String PUT = "select coalesce(directory_put(:kind, :hash, :school, :until), false)";
    private static final String FIND = "select directory_find(:kind, :hash)";
    private static final String FORGET = "select directory_forget()";
    private static final String REMOVE = "select directory_remove(:kind, :hash, :school)";

    private final JdbcClient jdbc;

    Directory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What kind of thing it is; the same text as two kinds is two things. */
    public enum Kind {
        LINK,
        SESSION,
        GATEWAY,
        SIGN_IN_NAME,
        CLASS_CODE,
        RECEIPT,
        /** The secret of one call, or a number with the code of one text message. */
        TELEPHONE,
        /** What leads back to what somebody wrote from outside. */
        CONCERN
    }

    /** Remembers the school of {@code secret} until then; joins the running transaction. False if another school has it. */
    public boolean put(Kind kind, String secret, SchoolId school, Instant until) {
        return jdbc.sql(PUT)
                .param("kind", kind.name())
                .param("hash", hash(secret))
                .param("school", school.value())
                .param("until", Timestamp.from(until))
                .query(Boolean.class)
                .single();
    }

    public Optional<SchoolId> find(Kind kind, String secret) {
        return jdbc.sql(FIND)
                .param("kind", kind.name())
                .param("hash", hash(secret))
                .query((row, _) -> Optional.ofNullable(row.getString(1)).map(SchoolId::of))
                .single();
    }

    public void remove(Kind kind, String secret, SchoolId school) {
        jdbc.sql(REMOVE)
                .param("kind", kind.name())
                .param("hash", hash(secret))
                .param("school", school.value())
                .query((_, _) -> true)
                .single();
    }

    /** Lets go of what has led nowhere for a month, whosever it was; says how much that was. */
    public long forget() {
        return jdbc.sql(FORGET).query(Long.class).single();
    }

    /** The SHA-256 of a secret, which is all that is ever stored of it. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
