package org.schoolgate.tenancy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Begins each transaction with its school told to the database, or not at all. */
class TenantTransactionManager extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;
    private static final String TELL = "select set_config('schoolgate.school', ?, true)";

    TenantTransactionManager(DataSource dataSource) {
        super(dataSource);
        setEnforceReadOnly(false);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        var school = Tenants.ofTransaction();
        super.doBegin(transaction, definition);
        var holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(obtainDataSource());
        if (school.isEmpty() || holder == null) {
            return;
        }
        try (PreparedStatement tell = holder.getConnection().prepareStatement(TELL)) {
            tell.setString(1, school.get().toString());
            tell.execute();
        } catch (SQLException e) {
            doCleanupAfterCompletion(transaction);
            throw new TransactionSystemException("cannot tell the database whose transaction this is", e);
        }
    }
}
