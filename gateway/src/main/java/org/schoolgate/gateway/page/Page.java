package org.schoolgate.gateway.page;

/**
 * A whole page that needs nothing else.
 *
 * @param contentSecurityPolicy allows its own style and pictures, and no more
 */
public record Page(String html, String contentSecurityPolicy) {}
