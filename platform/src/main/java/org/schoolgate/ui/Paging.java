package org.schoolgate.ui;

/**
 * Which part of a long list a page shows.
 *
 * @param page from 1
 * @param size how many on a page
 * @param total how many there are
 * @param address the list's address with its other parameters, to which the page is added
 */
public record Paging(int page, int size, int total, String address) {
    public Paging {
        if (size < 1) {
            throw new IllegalArgumentException("a page of " + size);
        }
        page = Math.clamp(page, 1, Math.max(1, Math.ceilDiv(total, size)));
    }

    public int pages() {
        return Math.max(1, Math.ceilDiv(total, size));
    }

    /** The number of the first shown, from 1; 0 in an empty list. */
    public int first() {
        return total == 0 ? 0 : offset() + 1;
    }

    public int last() {
        return Math.min(total, page * size);
    }

    /** How many come before this page. */
    public int offset() {
        return (page - 1) * size;
    }

    public boolean hasBefore() {
        return page > 1;
    }

    public boolean hasAfter() {
        return page < pages();
    }

    public String to(int other) {
        return address + (address.contains("?") ? "&" : "?") + "page=" + other;
    }
}
