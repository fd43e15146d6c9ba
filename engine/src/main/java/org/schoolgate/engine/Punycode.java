package org.schoolgate.engine;

/** Punycode, RFC 3492: a Unicode label as ASCII letters and digits. */
final class Punycode {
    private static final int BASE = 36;
    private static final int LOWEST_THRESHOLD = 1;
    private static final int HIGHEST_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE_POINT = 0x80;

    private Punycode() {}

    static String encode(int[] codePoints) {
        StringBuilder out = new StringBuilder();
        for (int c : codePoints) {
            if (c < FIRST_CODE_POINT) {
                out.append((char) c);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int delta = 0;
        int bias = FIRST_BIAS;
        for (int n = FIRST_CODE_POINT; handled < codePoints.length; n++) {
            int next = Character.MAX_CODE_POINT;
            for (int c : codePoints) {
                if (c >= n) {
                    next = Math.min(next, c);
                }
            }
            delta = Math.addExact(delta, Math.multiplyExact(next - n, handled + 1));
            n = next;
            for (int c : codePoints) {
                if (c < n) {
                    delta++;
                }
                if (c == n) {
                    appendNumber(out, delta, bias);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
        }
        return out.toString();
    }

    private static void appendNumber(StringBuilder out, int number, int bias) {
        int rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                out.append(digit(rest));
                return;
            }
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    static String decode(String text) {
        int dash = text.lastIndexOf('-');
        StringBuilder out = new StringBuilder(text.substring(0, Math.max(dash, 0)));
        int length = out.length();
        int n = FIRST_CODE_POINT;
        int index = 0;
        int bias = FIRST_BIAS;
        int at = dash > 0 ? dash + 1 : 0;
        while (at < text.length()) {
            int before = index;
            int weight = 1;
            for (int k = BASE; ; k += BASE) {
                if (at == text.length()) {
                    throw new MalformedHost("punycode ends too early: " + text);
                }
                int digit = value(text.charAt(at++));
                if (digit < 0 || digit > (Integer.MAX_VALUE - index) / weight) {
                    throw new MalformedHost("no punycode: " + text);
                }
                index += digit * weight;
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                if (weight > Integer.MAX_VALUE / (BASE - threshold)) {
                    throw new MalformedHost("no punycode: " + text);
                }
                weight *= BASE - threshold;
            }
            length++;
            bias = adapted(index - before, length, before == 0);
            if (index / length > Character.MAX_CODE_POINT - n) {
                throw new MalformedHost("no punycode: " + text);
            }
            n += index / length;
            index %= length;
            if (n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE) {
                throw new MalformedHost("no punycode: " + text);
            }
            out.insert(out.offsetByCodePoints(0, index), Character.toChars(n));
            index++;
        }
        return out.toString();
    }

    private static int threshold(int k, int bias) {
        return Math.clamp((long) k - bias, LOWEST_THRESHOLD, HIGHEST_THRESHOLD);
    }

    private static int adapted(int delta, int length, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / length;
        int k = 0;
        while (rest > (BASE - LOWEST_THRESHOLD) * HIGHEST_THRESHOLD / 2) {
            rest /= BASE - LOWEST_THRESHOLD;
            k += BASE;
        }
        return k + (BASE - LOWEST_THRESHOLD + 1) * rest / (rest + SKEW);
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int value(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
