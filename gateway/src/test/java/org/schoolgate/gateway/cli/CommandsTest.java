package org.schoolgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person runs them: in a process of their own. */
class CommandsTest {
    @TempDir
    Path folder;

    private record Ran(int exit, String out, String err) {}

    @Test
    void listsAreCompiledAndHostsDecided() throws Exception {
        file("lists/gambling/domains", "casino.example\n");
        file("lists/games/domains", "casino.example\nplay.example\nno host\n");
        Ran compiled = run("", "lists", "compile", "--from", path("lists"), "--to", path("lists.image"));
        assertThat(compiled.exit()).isZero();
        assertThat(compiled.out()).isEmpty();
        assertThat(compiled.err())
                .contains("lists/games/domains:3: no character of a name: U+0020: no host\n")
                .containsPattern("gambling +1 names +0 rejected")
                .containsPattern("games +2 names +1 rejected")
                .contains("2 names in 2 categories");

        Ran decided = run(
                "https://www.casino.example/x\nplay.example\nmaps.example\na..b\n",
                "verdict",
                "--image",
                path("lists.image"),
                "--block",
                "gambling,porn");
        assertThat(decided.exit()).isZero();
        assertThat(decided.out()).isEqualTo("""
                        block\tgambling,games\tcategory gambling
                        allow\tgames\tdefault
                        allow\t\tdefault
                        malformed\t\tmalformed
                        """);
        assertThat(decided.err())
                .contains("has no category porn")
                .containsPattern(
                        "4 decisions, \\d+ per second, \\d+ per CPU second, \\d+\\.\\d\\d bytes per domain touched, \\d+ MB resident\n");
    }

    @Test
    void aPolicyFileGivesRulesReadersAndTheTrace() throws Exception {
        file("lists/gambling/domains", "casino.example\n");
        run("", "lists", "compile", "--from", path("lists"), "--to", path("lists.image"));
        file("policy.json", """
                {"profiles": {"ks2": {"id": "ks2", "blocked": ["gambling"], "onlyListed": false, "blockAddresses": true}},
                 "readers": {"r1": {"ref": "r1", "profile": "ks2", "audiences": ["6B"]}},
                 "rules": [{"id": "7", "host": "casino.example", "effect": "ALLOW", "source": "UNBLOCK", "audiences": ["6B"],
                            "until": "2999-01-01T00:00:00Z", "reason": "maths"},
                           {"id": "8", "host": "bad.example", "effect": "BLOCK"}],
                 "illegal": ["evil.example"], "essential": ["help.example"]}
                """);
        String lines = "casino.example\nx.bad.example\nevil.example\nhelp.example\n192.0.2.1\n";
        Ran ofReader = run(
                lines, "verdict", "--image", path("lists.image"), "--policy", path("policy.json"), "--reader", "r1");
        assertThat(ofReader.out()).isEqualTo("""
                        allow\tgambling\trule 7: casino.example
                        block\t\trule 8: bad.example
                        block\t\tillegal
                        allow\t\tessential: help.example
                        block\t\taddress
                        """);
        Ran ofProfile = run(
                "casino.example\n",
                "verdict",
                "--image",
                path("lists.image"),
                "--policy",
                path("policy.json"),
                "--reader",
                "ks2",
                "--trace");
        assertThat(ofProfile.out()).isEqualTo("""
                        block\tgambling\tcategory gambling
                            illegal: not on the illegal list
                            essential: no essential service
                            rule: rule 7 for casino.example: for other readers
                            rule: no rule of the school holds
                          * blocked category: casino.example is listed in gambling
                        """);
    }

    @Test
    void whatCannotBeDoneIsSaidInASentence() throws Exception {
        file("lists/a/domains", "no host\n");
        file("some.image", "not an image");
        assertThat(run("", "lists", "compile", "--from", path("lists"), "--to", path("x.image")))
                .matches(ran -> ran.exit() == 3 && ran.err().contains("no image was written"));
        assertThat(run("", "lists", "compile", "--from", path("nowhere"), "--to", path("x.image")))
                .matches(ran -> ran.exit() == 2 && ran.err().contains("nowhere is not a folder"));
        assertThat(run("", "lists", "compile")).matches(ran -> ran.exit() == 2);
        assertThat(run("", "verdict", "--image", path("some.image")))
                .isEqualTo(new Ran(1, "", path("some.image") + " is not a list image\n"));
        assertThat(run("", "verdict", "--help"))
                .matches(ran -> ran.exit() == 0 && ran.out().contains("Example: "));
        assertThat(Files.exists(folder.resolve("x.image"))).isFalse();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Ran run(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new Ran(process.waitFor(), Files.readString(out), Files.readString(err));
    }
}
