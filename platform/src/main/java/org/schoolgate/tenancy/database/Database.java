package org.schoolgate.tenancy.database;

import org.schoolgate.tenancy.DataFolder;
import org.springframework.core.env.Environment;

/** A PostgreSQL that is up, migrated, and has its two roles. */
public interface Database extends AutoCloseable {
    /** The role that the program works as: it owns nothing and cannot step around row-level security. */
    String RUN_TIME_ROLE = "schoolgate_app";

    /** Where it is, as JDBC says it, without a user. */
    String url();

    /** The password of {@link #RUN_TIME_ROLE}. */
    String runTimePassword();

    @Override
    void close();

    /** The school's own database when {@code schoolgate.database.url} names one, else the one in the data folder. */
    static Database open(DataFolder folder, Environment environment) {
        var url = environment.getProperty("schoolgate.database.url");
        return url == null
                ? EmbeddedDatabase.start(folder, environment)
                : ExternalDatabase.connect(url, folder, environment);
    }
}
