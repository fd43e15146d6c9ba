package org.schoolgate.engine;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one request, and why.
 *
 * @param categories every category that the host or a domain above it is listed in
 * @param rule what decided: {@code illegal}, {@code essential: help.example}, {@code rule 12: casino.example},
 *     {@code category gambling}, {@code address}, {@code only listed}, {@code default} or {@code malformed}
 * @param until when the rule that decided ends by itself; null when it has no end
 * @param trace what was looked at, in order; the last step decided
 */
public record Verdict(
        Answer answer,
        Set<String> categories,
        String rule,
        @Nullable Instant until,
        List<Step> trace) {

    /** Whether it is an essential service, which nothing closes. */
    public boolean isEssential() {
        return rule.startsWith("essential: ");
    }

    /** The verdict as a line: answer, categories and what decided, with tabs between them. */
    public String line() {
        return answer.word() + '\t' + String.join(",", categories) + '\t' + rule + '\n';
    }
}
