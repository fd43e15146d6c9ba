package org.schoolgate.documents;

import java.time.Instant;

/**
 * Something that is to be kept, apart from its bytes.
 *
 * @param subject what it belongs to, as the record names that ("case:" and an id)
 * @param title what it is, in a few words
 * @param place where it lies, if it is not only here; empty otherwise
 * @param capturedAt when it was taken or found, where it is kept later
 * @param confirmed whether whoever brings the file said that it is no indecent image of a child
 */
public record NewEvidence(
        String subject, Evidence.Kind kind, String title, String place, Instant capturedAt, boolean confirmed) {}
