package org.schoolgate.ui;

/**
 * A child's way to tell somebody. For the youngest the press itself tells (a POST to {@code href}); older children open a
 * page.
 *
 * @param who who reads it, by name: "Miss Adeyemi"
 */
public record TellButton(String href, String who) {}
