package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.testing.Line;

class LiveListsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("lists.image");
    }

    @Test
    void aReplacedFileIsInUseAtTheNextLook() throws IOException {
        write("casino.example");
        try (var lists = LiveLists.of(file)) {
            assertThat(lists.look()).as("nothing new").isFalse();

            write("arcade.example");

            assertThat(lists.look()).isTrue();
            assertThat(lists.image().categoriesOf("arcade.example")).containsExactly("gambling");
            assertThat(lists.image().categoriesOf("casino.example")).isEmpty();
            assertThat(lists.look()).as("nothing newer").isFalse();
        }
    }

    @Test
    void whoeverHoldsTheImageBeforeReadsOnUntilTheGraceIsOver() throws IOException {
        write("casino.example");
        try (var lists = LiveLists.of(file, Duration.ofDays(1))) {
            var held = lists.image();
            write("arcade.example");
            lists.look();
            lists.look();
            assertThat(held.categoriesOf("casino.example")).containsExactly("gambling");
        }
        try (var lists = LiveLists.of(file, Duration.ZERO)) {
            var held = lists.image();
            write("casino.example");
            lists.look();
            lists.look();
            assertThatThrownBy(() -> held.categoriesOf("arcade.example")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @Line("I1")
    void aTruncatedFileIsPassedOverWithAReasonAndTheNextGoodOneIsTaken() throws IOException {
        write("casino.example");
        try (var lists = LiveLists.of(file)) {
            var whole = Files.readAllBytes(file);
            var part = Files.write(folder.resolve("part"), java.util.Arrays.copyOf(whole, whole.length - 9));
            Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            assertThat(lists.look()).isFalse();
            assertThat(lists.trouble()).contains("lists.image");
            assertThat(lists.image().categoriesOf("casino.example")).containsExactly("gambling");

            write("arcade.example");
            assertThat(lists.look()).isTrue();
            assertThat(lists.trouble()).isNull();
        }
    }

    @Test
    @Line("I1")
    void aFileThatComesLaterIsTakenAndOneThatGoesLeavesItsLists() throws IOException {
        try (var lists = LiveLists.of(file)) {
            assertThat(lists.trouble()).contains("there is no file");
            assertThat(lists.image().categories()).isEmpty();

            write("casino.example");
            assertThat(lists.look()).isTrue();

            Files.delete(file);
            assertThat(lists.look()).isFalse();
            assertThat(lists.trouble()).contains("there is no file");
            assertThat(lists.image().categoriesOf("casino.example")).containsExactly("gambling");
        }
    }

    @Test
    @Line({"I1", "I6"})
    void listsThatLostTheIllegalOneArePassedOver() throws IOException {
        ListImage.write(Map.of("illegal", List.of("evil.example"), "gambling", List.of("casino.example")), file);
        try (var lists = LiveLists.of(file).keeping(Set.of("illegal"))) {
            write("arcade.example");

            assertThat(lists.look()).isFalse();
            assertThat(lists.trouble()).isEqualTo("the new lists have lost the category illegal");
            assertThat(lists.image().categoriesOf("evil.example")).containsExactly("illegal");

            ListImage.write(Map.of("illegal", List.of("worse.example")), file);

            assertThat(lists.look()).as("other categories may go").isTrue();
        }
    }

    @Test
    @Line("I1")
    void aFileThatIsNoImageIsRefusedAtTheStart() throws IOException {
        Files.writeString(file, "casino.example");

        assertThatThrownBy(() -> LiveLists.of(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lists.image");
    }

    private void write(String name) throws IOException {
        ListImage.write(Map.of("gambling", List.of(name)), file);
    }
}
