package org.schoolgate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.DemoSignIns;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Who may be played in the demonstration, kept in its folder so that every start prints the same people. It is written last
 * and appears whole or not at all: a folder without it was left while its trust was being invented.
 */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class CastList implements DemoSignIns {
    private final Path file;

    CastList(DataFolder data) {
        this.file = data.folder("demonstration").resolve("cast.txt");
    }

    /**
     * Somebody to play.
     *
     * @param line who they are: "Head teacher, Greenfield Primary"
     * @param signInName what they type at the door; "-" for whom it is not the way in
     * @param token with which a browser shows the gateway that it is theirs; "-" for who has none
     */
    record Player(
            SchoolId school,
            PersonId person,
            String name,
            String line,
            String signInName,
            String password,
            String token) {
        private String written() {
            return String.join("\t", school.toString(), person.toString(), name, line, signInName, password, token);
        }

        private static Player read(String line) {
            var fields = line.split("\t", 7);
            return new Player(
                    SchoolId.of(fields[0]),
                    PersonId.of(fields[1]),
                    fields[2],
                    fields[3],
                    fields[4],
                    fields[5],
                    fields[6]);
        }

        boolean signsIn() {
            return !signInName.equals("-");
        }

        boolean browses() {
            return !token.equals("-");
        }
    }

    void keep(List<Player> players) {
        try {
            var part = file.resolveSibling("cast.part");
            Files.write(part, players.stream().map(Player::written).toList());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the cast", e);
        }
    }

    List<Player> players() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(Player::read).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the cast", e);
        }
    }

    @Override
    public List<DemoSignIn> all() {
        return players().stream()
                .map(player -> new DemoSignIn(player.school(), player.person(), player.name(), player.line()))
                .toList();
    }
}
