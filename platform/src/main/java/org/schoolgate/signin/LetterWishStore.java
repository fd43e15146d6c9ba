package org.schoolgate.signin;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was asked for at the door and not looked at yet, in the database. */
@Repository
class LetterWishStore {
    private static final String ADD =
            "insert into letter_wish (school_id, what, address, at) values (:school, :what, :address, :at)";
    private static final String TAKE = """
            delete from letter_wish where school_id = :school and number = (
              select number from letter_wish where school_id = :school order by number limit 1 for update skip locked)
            returning what, address
            """;
    private static final String FORGET = "delete from letter_wish where school_id = :school and at < :before";

    private final JdbcClient jdbc;

    LetterWishStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which letter. */
    enum What {
        PASSWORD,
        FAMILY
    }

    /** A letter that somebody would like to find at this address. */
    record Wish(What what, String address) {}

    void add(SchoolId school, Wish wish, Instant at) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("what", wish.what().name())
                .param("address", wish.address())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** The oldest, which is gone when the transaction ends well. */
    Optional<Wish> take(SchoolId school) {
        return jdbc.sql(TAKE)
                .param("school", school.value())
                .query((row, _) -> new Wish(What.valueOf(row.getString("what")), row.getString("address")))
                .optional();
    }

    void forgetBefore(SchoolId school, Instant before) {
        jdbc.sql(FORGET)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
    }
}
