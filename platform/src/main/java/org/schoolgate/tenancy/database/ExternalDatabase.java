package org.schoolgate.tenancy.database;

import org.schoolgate.tenancy.DataFolder;
import org.springframework.core.env.Environment;

/** A PostgreSQL that somebody else runs. Its owner is given in the settings and is used for migrations only. */
record ExternalDatabase(String url, String runTimePassword) implements Database {
    static Database connect(String url, DataFolder folder, Environment environment) {
        var owner = environment.getRequiredProperty("schoolgate.database.owner");
        var password = environment.getRequiredProperty("schoolgate.database.owner-password");
        var runTimePassword = folder.secret("database-run-time");
        new Migrations(url, owner, password).run(runTimePassword);
        return new ExternalDatabase(url, runTimePassword);
    }

    @Override
    public void close() {
        // Whoever runs it stops it.
    }
}
