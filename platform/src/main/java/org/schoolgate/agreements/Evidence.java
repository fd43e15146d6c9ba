package org.schoolgate.agreements;

/**
 * What shows that an answer is its signer's own.
 *
 * @param address where the request came from
 */
public record Evidence(Proof proof, String address) {}
