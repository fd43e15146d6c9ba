package org.schoolgate.messages;

/**
 * What became of some letters, as far as they are still kept.
 *
 * @param sent the mail server took them
 * @param refused it never will
 * @param waiting on their way
 */
public record Delivered(int sent, int refused, int waiting) {}
