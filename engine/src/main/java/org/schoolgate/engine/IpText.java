package org.schoolgate.engine;

import java.util.ArrayList;
import java.util.List;

/** Reads IP addresses in every spelling that a browser takes, and writes each in one. */
final class IpText {
    private static final int GROUPS = 8;
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String IPV4_END = BYTE + "(\\." + BYTE + "){3}";

    private IpText() {}

    /** Whether the last label of a name makes the whole an IPv4 address, or nothing: digits, or hexadecimal with 0x. */
    static boolean isNumber(String label) {
        return number(label) >= 0 || label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static Host readIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            throw new MalformedHost("an IPv4 address of more than four parts: " + text);
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]);
            boolean last = i == parts.length - 1;
            long most = last ? (1L << (8 * (5 - parts.length))) - 1 : 255;
            if (part < 0 || part > most) {
                throw new MalformedHost("no part of an IPv4 address: " + parts[i]);
            }
            address += last ? part : part << (8 * (3 - i));
        }
        return new Host.Address(ipv4(address));
    }

    private static String ipv4(long address) {
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** A number in decimal, octal (a leading 0) or hexadecimal (0x, where nothing after it means 0); -1 if it is none, or beyond 32 bits. */
    private static long number(String text) {
        int radix = 10;
        int start = 0;
        if (text.startsWith("0x")) {
            radix = 16;
            start = 2;
        } else if (text.length() > 1 && text.startsWith("0")) {
            radix = 8;
            start = 1;
        } else if (text.isEmpty()) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = Math.min(value * radix + digit, 1L << 32);
        }
        return value;
    }

    /** Reads an IPv6 address without brackets. A zone says on which link an address is reached, not which address it is, so it goes. */
    static Host readIpv6(String raw) {
        int percent = raw.indexOf('%');
        String text = percent < 0 ? raw : raw.substring(0, percent);
        if (percent >= 0 && !raw.substring(percent + 1).matches("[A-Za-z0-9._~-]+")) {
            throw new MalformedHost("no zone of an IPv6 address: " + raw);
        }
        int gap = text.indexOf("::");
        List<Integer> groups = new ArrayList<>(gap < 0 ? groups(text, raw) : groups(text.substring(0, gap), raw));
        if (gap >= 0) {
            List<Integer> tail = groups(text.substring(gap + 2), raw);
            if (groups.size() + tail.size() >= GROUPS) {
                throw new MalformedHost("an IPv6 address of too many groups: " + raw);
            }
            while (groups.size() + tail.size() < GROUPS) {
                groups.add(0);
            }
            groups.addAll(tail);
        }
        if (groups.size() != GROUPS) {
            throw new MalformedHost("an IPv6 address of " + groups.size() + " groups: " + raw);
        }
        boolean mapped = groups.subList(0, 5).stream().allMatch(group -> group == 0) && groups.get(5) == 0xffff;
        return new Host.Address(mapped ? ipv4((long) groups.get(6) << 16 | groups.get(7)) : ipv6(groups));
    }

    private static List<Integer> groups(String text, String raw) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                if (!part.matches(IPV4_END)) {
                    throw new MalformedHost("no IPv4 end of an IPv6 address: " + raw);
                }
                String[] numbers = part.split("\\.", -1);
                groups.add((Integer.parseInt(numbers[0]) << 8) | Integer.parseInt(numbers[1]));
                groups.add((Integer.parseInt(numbers[2]) << 8) | Integer.parseInt(numbers[3]));
            } else if (part.matches("[0-9A-Fa-f]{1,4}")) {
                groups.add(Integer.parseInt(part, 16));
            } else {
                throw new MalformedHost("no group of an IPv6 address: " + raw);
            }
        }
        return groups;
    }

    /** RFC 5952: lower-case hexadecimal without leading zeros, the first longest run of two zero groups or more as "::". */
    private static String ipv6(List<Integer> groups) {
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups.get(end) == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gap = i;
                gapLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups.get(i)));
        }
        return text.toString();
    }
}
