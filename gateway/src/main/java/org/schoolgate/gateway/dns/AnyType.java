package org.schoolgate.gateway.dns;

import org.jspecify.annotations.Nullable;

/** Answers those who ask for all types at once with one small record: they are answers to be sent to somebody else (RFC 8482). */
final class AnyType implements Step {
    private final LookUps lookUps;

    AnyType(LookUps lookUps) {
        this.lookUps = lookUps;
    }

    @Override
    public @Nullable Answer take(Inquiry inquiry) {
        if (inquiry.question.type() != Type.ANY) {
            return null;
        }
        lookUps.allowed(inquiry);
        return Answers.insteadOfAny();
    }
}
