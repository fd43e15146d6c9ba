package org.schoolgate.tenancy.database;

import org.schoolgate.tenancy.DataFolder;
import org.springframework.core.env.Environment;

/** PostgreSQL in the data folder, started with the program and stopped after it. */
record EmbeddedDatabase(PostgresServer server, String url, String runTimePassword) implements Database {
    static Database start(DataFolder folder, Environment environment) {
        var server = PostgresServer.start(folder, environment);
        var runTimePassword = folder.secret("database-run-time");
        try {
            if (environment.getProperty("schoolgate.database.anew", Boolean.class, false)) {
                server.dropDatabase();
            }
            server.makeOwner(folder.secret("database-owner"));
            new Migrations(server.url(PostgresServer.DATABASE), PostgresServer.OWNER, folder.secret("database-owner"))
                    .run(runTimePassword);
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return new EmbeddedDatabase(server, server.url(PostgresServer.DATABASE), runTimePassword);
    }

    @Override
    public void close() {
        server.stop();
    }
}
