package org.schoolgate.messages;

/** The cookie of somebody who came by a link. */
public final class VisitCookie {
    public static final HostCookie COOKIE = new HostCookie("schoolgate-visit");

    private VisitCookie() {}
}
