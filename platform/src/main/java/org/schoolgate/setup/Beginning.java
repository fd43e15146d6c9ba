package org.schoolgate.setup;

/**
 * Who begins: the school, its head and its technician.
 *
 * @param school as on its sign
 */
public record Beginning(String school, Adult head, Adult technician) {
    /** Somebody as the school writes their name, with the address that they sign in with. */
    public record Adult(String title, String given, String family, String email) {}
}
