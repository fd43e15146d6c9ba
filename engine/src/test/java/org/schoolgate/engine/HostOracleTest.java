package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names held against ICU's UTS-46, and the laws that any spelling keeps. */
class HostOracleTest {
    /** Hyphens and lengths are judged by other rules than ICU's. */
    private static final Set<IDNA.Error> OTHERS = EnumSet.of(
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4,
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG);

    private static final IDNA ICU = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    @Property(tries = 20_000)
    void aNameIsMappedAsIcuMapsIt(@ForAll("names") String name) {
        IDNA.Info info = new IDNA.Info();
        String expected = ICU.nameToASCII(name, new StringBuilder(), info).toString();
        Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
        errors.addAll(info.getErrors());
        errors.removeAll(OTHERS);
        String found;
        try {
            found = Idna.toAscii(name);
        } catch (MalformedHost e) {
            found = "refused";
        }
        assertThat(found).as(name).isEqualTo(errors.isEmpty() ? expected : "refused");
    }

    @Property(tries = 5_000)
    void anyTextIsReadWithoutFailingAndWhatItReadsReadsAsItself(@ForAll String text) {
        assertReadsAsItself(Host.of(text));
        assertReadsAsItself(Host.ofUrl(text));
    }

    @Property(tries = 5_000)
    void aNameReadsAsItself(@ForAll("names") String name) {
        assertReadsAsItself(Host.of(name));
    }

    @Property(tries = 2_000)
    void capitalsATrailingDotAPortAndUserinfoChangeNothing(
            @ForAll("plainNames") String name, @ForAll("ports") String port) {
        Host plain = Host.of(name);
        assertThat(plain).isEqualTo(new Host.Name(name));
        assertThat(Host.of(name.toUpperCase(Locale.ROOT) + "." + port)).isEqualTo(plain);
        assertThat(Host.of("good.example:x@" + name + port)).isEqualTo(plain);
        assertThat(Host.ofUrl("https://" + name + port + "/@good.example")).isEqualTo(plain);
    }

    @Property
    void everyIpv4AddressReadsTheSameInEverySpelling(@ForAll int address) {
        int a = address >>> 24;
        int b = (address >>> 16) & 255;
        int c = (address >>> 8) & 255;
        int d = address & 255;
        Host plain = new Host.Address("%d.%d.%d.%d".formatted(a, b, c, d));
        assertThat(Host.of("%d.%d.%d.%d".formatted(a, b, c, d))).isEqualTo(plain);
        assertThat(Host.of(Integer.toUnsignedString(address))).isEqualTo(plain);
        assertThat(Host.of("0x" + Integer.toHexString(address))).isEqualTo(plain);
        assertThat(Host.of("0" + Integer.toOctalString(address))).isEqualTo(plain);
        assertThat(Host.of("%d.%d".formatted(a, address & 0xffffff))).isEqualTo(plain);
        assertThat(Host.of("%#o.0x%x.%d".formatted(a, b, address & 0xffff))).isEqualTo(plain);
        assertThat(Host.of("[::ffff:%x:%x]".formatted(address >>> 16, address & 0xffff)))
                .isEqualTo(plain);
    }

    private static void assertReadsAsItself(Host host) {
        if (!(host instanceof Host.Malformed)) {
            assertThat(Host.of(host.toString())).isEqualTo(host);
        }
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> letters = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('\u00c0', '\u024f')
                .withCharRange('\u0370', '\u06ff')
                .withCharRange('\u0900', '\u097f')
                .withCharRange('\u1e00', '\u1eff')
                .withCharRange('\u2000', '\u214f')
                .withCharRange('\u3040', '\u30ff')
                .withCharRange('\uff00', '\uff9f')
                .withChars('-', '.', '1', '\u3002', '\u200c', '\u200d', '\u00df')
                .ofMaxLength(12);
        Arbitrary<String> anywhere = Arbitraries.integers()
                .between(0x80, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(Character::toString)
                .list()
                .ofMaxSize(3)
                .map(parts -> "a" + String.join("", parts));
        Arbitrary<String> encoded = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMaxLength(10)
                .map(text -> "xn--" + text);
        Arbitrary<String> rightToLeft = Arbitraries.strings()
                .withCharRange('\u05d0', '\u05ea')
                .withCharRange('\u0620', '\u064a')
                .withCharRange('\u0660', '\u0669')
                .withCharRange('0', '9')
                .withChars('.', 'a', '\u0300', '\u200c')
                .ofMaxLength(6);
        return Arbitraries.oneOf(letters, anywhere, encoded, rightToLeft);
    }

    @Provide
    Arbitrary<String> plainNames() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(20)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(labels -> String.join(".", labels));
    }

    @Provide
    Arbitrary<String> ports() {
        return Arbitraries.oneOf(
                Arbitraries.of("", ":", ":0443"),
                Arbitraries.integers().between(0, 65_535).map(port -> ":" + port));
    }
}
