package org.schoolgate.gateways;

/**
 * What one module adds to the policy that gateways hold, as a bean. It is asked inside a transaction of the school that
 * sees one moment of the database, and must answer from a few bulk queries: the whole copy takes some milliseconds.
 */
public interface PolicyPart {
    void addTo(PolicyDraft draft);
}
