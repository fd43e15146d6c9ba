package org.schoolgate.signin;

/**
 * Where somebody sits.
 *
 * @param address of the other end, as the server sees it
 * @param device a browser, by a name that it keeps and that says nothing
 * @param agent what it calls itself, short: "Chrome on a Chromebook"
 */
public record Where(String address, String device, String agent) {}
