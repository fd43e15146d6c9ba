package org.schoolgate.engine.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Profile;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.engine.SiteRule.Effect;
import org.schoolgate.engine.SiteRule.Source;
import org.schoolgate.testing.Line;

class ListCompilerTest {
    @TempDir
    Path folder;

    private final Heard heard = new Heard();

    @Test
    void squidGuardFoldersAreRead() throws Exception {
        file(
                "gambling/domains",
                "casino.example\n# a comment\n\nCASINO.example.\nbet.example  # why\n192.0.2.7\nno host\n-x-.example\n");
        file("gambling/urls", "poker.example/\nhttp://slots.example\nnews.example/poker\n");
        file("gambling/expressions", "(^|\\.)roulette\\.example$\n^(.*\\.)?dice\\.example$\n(casino|bet)[0-9]+\n");
        file("gambling/usage", "black");
        file("gambling/domains.diff", "+x.example");
        assertThat(compiled().categories()).isEqualTo(Map.of("gambling", new ListCompiler.Count(8, 3)));
        assertThat(heard.rejected)
                .containsExactly(
                        "gambling/domains:7: no character of a name: U+0020: no host",
                        "gambling/expressions:3: an expression that judges by pieces of words: (casino|bet)[0-9]+",
                        "gambling/urls:3: a part of a site, and only whole hosts are listed: news.example/poker");
        assertThat(heard.passedOver).containsExactly("gambling/domains.diff", "gambling/usage");
        assertListed(
                "gambling",
                "casino.example",
                "bet.example",
                "192.0.2.7",
                "-x-.example",
                "poker.example",
                "slots.example",
                "roulette.example",
                "dice.example");
    }

    @Test
    void eachListThatHoldsANameGetsACanaryThatCountsAsNone() throws Exception {
        file("gambling/domains", "casino.example\n");
        file("social_networks.txt", "chatter.example\n");
        file("drugs.txt", "no host at all\n");
        file("two words.txt", "pills.example\n");

        assertThat(compiled().names()).isEqualTo(3);
        try (ListImage image = ListImage.open(image())) {
            assertThat(image.names()).isEqualTo(5);
            assertThat(image.categoriesOf("gambling.canary.schoolgate.example")).containsExactly("gambling");
            assertThat(image.categoriesOf("social_networks.canary.schoolgate.example"))
                    .containsExactly("social_networks");
            assertThat(image.categoriesOf("drugs.canary.schoolgate.example")).isEmpty();
        }
    }

    @Test
    void hostsFilesAreRead() throws Exception {
        file(
                "ads.hosts",
                "127.0.0.1 localhost\n::1 ip6-localhost\n0.0.0.0\tads.example  track.example # two\n0.0.0.0 0.0.0.0\n\n0.0.0.0 b\u00fccher.example\n");
        assertThat(compiled().categories()).isEqualTo(Map.of("ads", new ListCompiler.Count(3, 3)));
        assertThat(heard.rejected)
                .first()
                .isEqualTo("ads.hosts:1: a machine's own name: localhost: 127.0.0.1 localhost");
        assertListed("ads", "ads.example", "track.example", "xn--bcher-kva.example");
    }

    @Test
    void plainDomainsAreRead() throws Exception {
        file(
                "drugs.txt",
                "\ufeffweed.example\r\n*.grass.example\r\n.pot.example\r\ncom\r\n.zip\r\n192.0.2.0/24\r\nweed.example\r\n");
        assertThat(compiled().categories()).isEqualTo(Map.of("drugs", new ListCompiler.Count(4, 2)));
        assertThat(heard.rejected)
                .containsExactly(
                        "drugs.txt:4: a top-level domain is listed only where it is written like one: .com: com",
                        "drugs.txt:6: a path is no part of a host: 192.0.2.0/24");
        assertListed("drugs", "weed.example", "grass.example", "pot.example", "zip");
    }

    @Test
    void adblockRulesForDomainsAreRead() throws Exception {
        file("ads/easy.txt", """
                [Adblock Plus 2.0]
                ! Title
                ||ads.example^
                ||b.ads.example^$important
                ||doc.example^$document,popup
                ||zip^
                ||part.example^$third-party
                ||page.example/ad/
                ||ad*.example^
                @@||good.example^
                news.example##.banner
                /banner[0-9]/
                |https://x.example
                plain.example
                ||end.example^|
                """);
        assertThat(compiled().categories()).isEqualTo(Map.of("ads", new ListCompiler.Count(6, 7)));
        assertThat(heard.rejected)
                .extracting(line -> line.split(": ", -1)[1])
                .containsExactly(
                        "holds for some requests only",
                        "a pattern of URLs, and only whole domains are listed",
                        "a pattern of URLs, and only whole domains are listed",
                        "an exception, and lists only add",
                        "hides a part of a page",
                        "a pattern of URLs, and only whole domains are listed",
                        "a pattern of URLs, and only whole domains are listed");
        assertListed("ads", "ads.example", "b.ads.example", "doc.example", "zip", "plain.example", "end.example");
    }

    @Test
    void responsePolicyZonesAreRead() throws Exception {
        file("malware.rpz", """
                $TTL 60
                $ORIGIN rpz.local.
                @ IN SOA ns. host. (
                  1 ; serial
                  60 60 60 60 )
                  IN NS ns.
                bad.example CNAME .
                *.bad.example CNAME .
                worse.example.rpz.local. 300 IN CNAME *.
                wall.example A 192.0.2.1
                  AAAA 2001:db8::1
                *.zip CNAME .
                good.example CNAME rpz-passthru.
                24.0.2.0.192.rpz-ip CNAME .
                my-ns.rpz-nsdname CNAME .
                """);
        assertThat(compiled().categories()).isEqualTo(Map.of("malware", new ListCompiler.Count(4, 3)));
        assertListed("malware", "bad.example", "worse.example", "wall.example", "zip");
    }

    @Test
    @Line("I1")
    void packedFilesAreReadAndOneCutShortStopsEverything() throws Exception {
        byte[] packed = gzip("casino.example\n");
        byte[] more = gzip("bet.example\n");
        byte[] twice = Arrays.copyOf(packed, packed.length + more.length);
        System.arraycopy(more, 0, twice, packed.length, more.length);
        Files.createDirectories(folder.resolve("lists/gambling"));
        Files.write(folder.resolve("lists/gambling/domains.gz"), twice);
        assertThat(compiled().names()).isEqualTo(2);
        byte[] before = Files.readAllBytes(image());
        Files.write(folder.resolve("lists/gambling/domains.gz"), Arrays.copyOf(twice, twice.length - 3));
        assertThatIOException()
                .isThrownBy(this::compiled)
                .withMessageContaining("domains.gz cannot be read to its end");
        assertThat(image()).hasBinaryContent(before);
        try (var files = Files.list(folder)) {
            assertThat(files).as("no half-written image is left").hasSize(2);
        }
    }

    @Test
    @Line("I1")
    void listsWithoutAUsableLineLeaveTheOldImage() throws Exception {
        file("a/domains", "casino.example\n");
        assertThat(compiled().names()).isEqualTo(1);
        byte[] before = Files.readAllBytes(image());
        file("a/domains", "no host\n");
        assertThat(compiled().names()).isZero();
        assertThat(image()).hasBinaryContent(before);
    }

    @Test
    @Line("I9")
    void aLineWithoutEndIsRejectedAndNotKept() throws Exception {
        file("a/domains", "a.example\n" + "x".repeat(1_000_000) + "\nb.example");
        assertThat(compiled().categories()).isEqualTo(Map.of("a", new ListCompiler.Count(2, 1)));
        assertThat(heard.rejected)
                .singleElement()
                .asString()
                .startsWith("a/domains:2: longer than any entry: xxx")
                .hasSizeLessThan(10_000);
    }

    @Test
    void anImageIsReadableByWhoeverMayReadFilesHere() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "");
        file("a/domains", "casino.example\n");
        compiled();
        assertThat(Files.getPosixFilePermissions(image())).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    @Line("I6")
    void noListOpensAnIllegalName() throws Exception {
        file("illegal/domains", "evil.example\n");
        file("essential/domains", "evil.example\nhelp.evil.example\n");
        file("allow.adblock", "@@||evil.example^\n@@||www.evil.example^$document\n||other.example^\n");
        file(
                "allow.rpz",
                "evil.example CNAME rpz-passthru.\n*.evil.example CNAME rpz-passthru.\nbad.example CNAME .\n");
        compiled();
        assertThat(heard.rejected)
                .filteredOn(line -> line.contains("evil.example"))
                .hasSize(4);
        Profile open = new Profile("staff", Set.of(), Set.of(), false, false);
        try (ListImage image = ListImage.open(image())) {
            SiteRule ours =
                    new SiteRule("1", "evil.example", Effect.ALLOW, Source.ESSENTIAL, Set.of(), null, null, "imported");
            Engine engine = new Engine(image, List.of(ours), Set.of("illegal"));
            assertThat(List.of("evil.example", "www.evil.example", "help.evil.example"))
                    .allMatch(host -> engine.decide(Host.of(host), open, Set.of(), Instant.EPOCH)
                            .rule()
                            .equals("illegal"));
        }
    }

    private ListCompiler.Outcome compiled() throws IOException {
        return ListCompiler.compile(folder.resolve("lists"), image(), heard);
    }

    private Path image() {
        return folder.resolve("lists.image");
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve("lists").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertListed(String category, String... names) throws IOException {
        try (ListImage image = ListImage.open(image())) {
            assertThat(names).allMatch(name -> image.categoriesOf(name).equals(Set.of(category)));
            assertThat(image.names()).as("with the canary").isEqualTo(names.length + 1);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private final class Heard implements ListCompiler.Listener {
        private final List<String> rejected = new ArrayList<>();
        private final List<String> passedOver = new ArrayList<>();

        @Override
        public void rejected(Path file, long line, String text, String why) {
            rejected.add(relative(file) + ":" + line + ": " + why + ": " + text);
        }

        @Override
        public void passedOver(Path file) {
            passedOver.add(relative(file));
        }

        @Override
        public void progress(long bytesRead, long bytesInAll, long names) {
            assertThat(bytesRead).isBetween(0L, bytesInAll);
        }

        private String relative(Path file) {
            return folder.resolve("lists").relativize(file).toString();
        }
    }
}
