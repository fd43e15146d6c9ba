package org.schoolgate.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.schoolgate.tenancy.database.Database;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;

/** The data folder, the clock, and the database with its two users: one owns the tables, the other does the work. */
@Configuration(proxyBeanMethods = false)
class TenancyConfiguration {
    @Bean
    DataFolder dataFolder(@Value("${schoolgate.data:data}") Path root) {
        return new DataFolder(root);
    }

    /**
     * Ticks in microseconds, which is what the database keeps: what is hashed is what is stored. Only a demonstration may run
     * ahead of the time, so that it can be seen how things end.
     */
    @Bean
    Clock clock(
            @Value("${schoolgate.mode:}") String mode,
            @Value("${schoolgate.demonstration.ahead:PT0S}") Duration ahead) {
        var now = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
        return mode.equals("demo") ? Clock.offset(now, ahead) : now;
    }

    @Bean(destroyMethod = "close")
    Database database(DataFolder folder, Environment environment) {
        return Database.open(folder, environment);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Database database, @Value("${schoolgate.database.connections:24}") int connections) {
        var config = new HikariConfig();
        config.setPoolName("schoolgate");
        config.setJdbcUrl(database.url());
        config.setUsername(Database.RUN_TIME_ROLE);
        config.setPassword(database.runTimePassword());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        return new HikariDataSource(config);
    }

    @Bean
    PlatformTransactionManager transactionManager(HikariDataSource dataSource) {
        return new TenantTransactionManager(dataSource);
    }
}
