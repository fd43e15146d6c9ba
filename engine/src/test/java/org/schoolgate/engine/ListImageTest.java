package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.testing.Line;

class ListImageTest {
    private static final int NAMES = 60_000;

    @TempDir
    Path folder;

    @Test
    void everyListedNameIsFoundWithItsCategoriesAndNoOtherIs() throws Exception {
        Random random = new Random(41);
        Map<String, Set<String>> expected = new HashMap<>();
        ImageBuilder builder = new ImageBuilder(random.nextLong());
        for (int i = 0; i < NAMES; i++) {
            String name = randomName(random);
            String category = "category-" + (int) Math.sqrt(random.nextInt(100 * 100));
            boolean added = builder.add(builder.category(category), Host.of(name));
            assertThat(added)
                    .isEqualTo(
                            expected.computeIfAbsent(name, _ -> new TreeSet<>()).add(category));
        }
        Path file = folder.resolve("lists.image");
        builder.write(file);
        try (ListImage image = ListImage.open(file)) {
            int checked = 0;
            for (Map.Entry<String, Set<String>> entry : expected.entrySet()) {
                assertThat(image.categoriesOf(entry.getKey()))
                        .as(entry.getKey())
                        .isEqualTo(entry.getValue());
                checked++;
            }
            for (int i = 0; i < NAMES; i++) {
                String name = randomName(random);
                assertThat(image.categoriesOf(name)).as(name).isEqualTo(expected.getOrDefault(name, Set.of()));
                checked++;
            }
            assertThat(checked).isEqualTo(expected.size() + NAMES);
            assertThat(image.names()).isEqualTo(expected.size());
            assertThat(image.categories()).isSorted().hasSize(100);
        }
    }

    @Test
    void moreWaysToOverlapThanTheIndexHasNumbersForAreKept() throws Exception {
        Map<String, List<String>> lists = new TreeMap<>();
        for (int name = 1; name < 1024; name++) {
            for (int bit = 0; bit < 10; bit++) {
                if ((name >> bit & 1) == 1) {
                    lists.computeIfAbsent("c" + bit, _ -> new ArrayList<>()).add("n" + name + ".example");
                }
            }
        }
        try (ListImage image = written(lists)) {
            for (int name = 1; name < 1024; name++) {
                Set<String> expected = new TreeSet<>();
                for (int bit = 0; bit < 10; bit++) {
                    if ((name >> bit & 1) == 1) {
                        expected.add("c" + bit);
                    }
                }
                assertThat(image.categoriesOf("n" + name + ".example")).isEqualTo(expected);
            }
        }
    }

    @Test
    void theLongestNameAndAddressesAreKept() throws Exception {
        String longest = "a-1.".repeat(63) + "z";
        try (ListImage image = written(Map.of("a", List.of(longest, "192.0.2.7", "2001:db8::7", "x")))) {
            assertThat(longest).hasSize(253);
            assertThat(List.of(longest, "192.0.2.7", "3221225991", "[2001:DB8::7]", "x"))
                    .allMatch(host -> image.categoriesOf(host).equals(Set.of("a")));
            assertThat(List.of("192.0.2.8", "7", "2.7.example", "2001:db8::8", "b.x"))
                    .allMatch(host -> image.categoriesOf(host).isEmpty());
        }
    }

    @Test
    void anEmptyImageListsNothing() throws Exception {
        try (ListImage none = ListImage.empty();
                ListImage written = written(Map.of())) {
            assertThat(none.categoriesOf("casino.example")).isEmpty();
            assertThat(written.categoriesOf("casino.example")).isEmpty();
        }
    }

    @Test
    @Line("I1")
    void anyByteChangedOrCutOffIsRefusedWithASentence() throws Exception {
        written(Map.of("a", List.of("casino.example", "192.0.2.7"))).close();
        Path file = folder.resolve("lists.image");
        byte[] whole = Files.readAllBytes(file);
        Set<String> sentences = new HashSet<>();
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            boolean worthIt = whole[i] != 0 || i % 41 == 0;
            if (worthIt && !isPadding(whole, i)) {
                byte[] changed = whole.clone();
                changed[i] ^= 0x10;
                Files.write(file, changed);
                sentences.add(refusal(file));
                refused++;
            }
        }
        for (int length = 0; length < whole.length; length += 101) {
            Files.write(file, Arrays.copyOf(whole, length));
            sentences.add(refusal(file));
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        sentences.add(refusal(file));
        assertThat(refused).isGreaterThan(500);
        assertThat(sentences)
                .allMatch(sentence -> sentence.startsWith(file.toString()))
                .anyMatch(s -> s.endsWith("is not a list image"))
                .anyMatch(s -> s.contains("is cut short"))
                .anyMatch(s -> s.contains("its index does not have its checksum"));
    }

    /** Between the dictionary and the index stand zeros that nobody reads. */
    private static boolean isPadding(byte[] whole, int at) throws IOException {
        ImageHeader header = ImageHeader.read(Arrays.copyOf(whole, ImageHeader.SIZE), Path.of("x"), whole.length);
        return at >= ImageHeader.SIZE + header.dictionaryLength() && at < header.indexAt();
    }

    private static String refusal(Path file) {
        try {
            ListImage.open(file).close();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("a damaged image was opened");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ListImage.open(folder.resolve("none")))
                .withMessageContaining("cannot be opened");
    }

    @Test
    void anInterruptedThreadReadsOnAndHarmsNobody() throws Exception {
        try (ListImage image = written(Map.of("a", List.of("casino.example")))) {
            Thread.currentThread().interrupt();
            assertThat(image.categoriesOf("casino.example")).containsExactly("a");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(image.categoriesOf("casino.example")).containsExactly("a");
        }
    }

    @Test
    @Line("I2")
    void whoeverAsksWhileItIsClosedGetsTheAnswerOrAnException() throws Exception {
        for (int round = 0; round < 5; round++) {
            ListImage image = written(Map.of("a", List.of("casino.example")));
            AtomicInteger wrong = new AtomicInteger();
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(Thread.ofPlatform().start(() -> {
                    try {
                        while (true) {
                            if (!image.categoriesOf("casino.example").equals(Set.of("a"))) {
                                wrong.incrementAndGet();
                            }
                        }
                    } catch (IllegalStateException closed) {
                        assertThat(closed).hasMessageContaining("closed");
                    }
                }));
            }
            Thread.sleep(2);
            image.close();
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(wrong).hasValue(0);
            assertThatIllegalStateException().isThrownBy(() -> image.categoriesOf("casino.example"));
            image.close();
        }
    }

    @Test
    void theSameNamesAndSeedGiveTheSameFile() throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ImageBuilder builder = new ImageBuilder(7);
            builder.add(builder.category("a"), Host.of("casino.example"));
            builder.write(folder.resolve("same"));
            files.add(Files.readAllBytes(folder.resolve("same")));
        }
        assertThat(files.get(0)).isEqualTo(files.get(1));
    }

    private ListImage written(Map<String, List<String>> lists) throws IOException {
        Path file = folder.resolve("lists.image");
        ListImage.write(lists, file);
        return ListImage.open(file);
    }

    private static String randomName(Random random) {
        StringBuilder name = new StringBuilder();
        for (int labels = random.nextInt(1, 5); labels > 0; labels--) {
            int length = random.nextInt(1, labels == 1 ? 3 : 12);
            for (int i = 0; i < length; i++) {
                name.append("abcdefghijklmnopqrstuvwxyz-_".charAt(random.nextInt(random.nextInt(1, 29))));
            }
            name.append(labels > 1 ? "." : "");
        }
        return name.toString();
    }
}
