package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolgate.gateway.Wire.as;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** Files that somebody fetches are let through by what they are. */
class FilesTest {
    @TempDir
    Path data;

    School school;

    @BeforeEach
    void start() throws Exception {
        school = new School(data);
        answers("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 6\r\n\r\nMZ\1\2\3\4");
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
    }

    /** The origin answers so from now on. */
    void answers(String answer) {
        for (String path : List.of("/", "/picture.png", "/setup", "/game.exe", "/film")) {
            school.origin.at(path, (_, _, _, out) -> {
                out.write(answer.getBytes(ISO_8859_1));
                out.flush();
                return false;
            });
        }
    }

    @Test
    @Keeps("FIL-16")
    void aProgramIsNotLetThroughToChildrenWhateverItIsCalled() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer answer = wire.get("http://maps.example/picture.png", as("priya"));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("This file is closed at school").doesNotContain("MZ\1");
            assertThat(wire.get("http://maps.example/picture.png", as("tom")).body())
                    .contains("This is not for you today.");
        }
        assertThat(school.events(2))
                .extracting(SeenEvent::reader, SeenEvent::host, SeenEvent::answer, SeenEvent::rule)
                .containsExactly(
                        tuple("priya", "maps.example", "block", "file program"),
                        tuple("tom", "maps.example", "block", "file program"));
    }

    @Test
    void staffFetchProgramsFromASiteThatTheSchoolHasOpened() throws Exception {
        try (Wire wire = school.wire()) {
            Wire.Answer refused = wire.get("http://maps.example/setup", as("hale"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("A file from maps.example is not let through", "Ask for this site");

            school.publish(school.policies
                    .version(2)
                    .rule("7", "maps.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                    .copy());
            assertThat(wire.get("http://maps.example/setup", as("hale")).body()).isEqualTo("MZ\1\2\3\4");
            assertThat(wire.get("http://maps.example/setup", as("priya")).status())
                    .as("what is open to be read is no program to be fetched")
                    .isEqualTo(403);
        }
    }

    @Test
    void whatIsNoProgramArrivesAsItWasSent() throws Exception {
        answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("hello, world");
        }
        answers("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + "x".repeat(3000));
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("x".repeat(3000));
        }
        answers("HTTP/1.1 204 No Content\r\n\r\n");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/game.exe", as("priya")).status())
                    .isEqualTo(204);
        }
    }

    @Test
    @Line("C8")
    void aPieceFromWithinAFileIsNoWayPastItsBeginning() throws Exception {
        String piece = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-5/6\r\nContent-Length: 4\r\n";
        answers(piece + "Content-Type: application/octet-stream\r\n\r\n\1\2\3\4");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/film", as("priya")).status())
                    .isEqualTo(403);
        }
        answers(piece + "Content-Type: video/mp4\r\n\r\n\1\2\3\4");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/film", as("priya")).status())
                    .isEqualTo(206);
        }
    }

    @Test
    void aProgramIsNoStreamOfEventsThoughItIsSaidToBeOne() throws Exception {
        String events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
        answers(events + "Content-Length: 6\r\n\r\nMZ\1\2\3\4");
        school.origin.at("/slowly", (_, _, _, out) -> {
            out.write((events + "\r\nM").getBytes(ISO_8859_1));
            out.flush();
            Thread.sleep(50);
            out.write("Z and what a program is made of".getBytes(ISO_8859_1));
            out.flush();
            return false;
        });
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/setup", as("priya")).status())
                    .isEqualTo(403);
            assertThat(wire.get("http://maps.example/slowly", as("priya")).status())
                    .isEqualTo(403);
            answers(events + "Content-Length: 9\r\n\r\n:x\nstart\n");
            assertThat(wire.get("http://maps.example/game.exe", as("priya")).status())
                    .as("what it is called counts, too")
                    .isEqualTo(403);
        }
    }

    @Test
    void eventsGoOnOneByOne() throws Exception {
        Semaphore heard = new Semaphore(0);
        school.origin.at("/events", (_, _, _, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream; charset=utf-8\r\n\r\n".getBytes(ISO_8859_1));
            for (int i = 0; i < 3; i++) {
                out.write(":\n\n".getBytes(ISO_8859_1));
                out.flush();
                heard.acquire();
            }
            return false;
        });
        try (Wire wire = school.wire()) {
            assertThat(begun(wire, "/events")).isEqualTo("HTTP/1.1 200 OK");
            for (int i = 0; i < 3; i++) {
                assertThat(new String(wire.exactly(8), ISO_8859_1)).isEqualTo("3\r\n:\n\n\r\n");
                heard.release();
            }
        }
    }

    @Test
    void eventsOfWhichNoneCameBreakOffAndAreNoError() throws Exception {
        school.origin.at("/events", (_, _, _, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n".getBytes(ISO_8859_1));
            out.write("Transfer-Encoding: chunked\r\n\r\n2\r\nMZ\r\n".getBytes(ISO_8859_1));
            out.flush();
            return false;
        });
        try (Wire wire = school.wire()) {
            assertThat(begun(wire, "/events")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    /** The first line of an answer that has begun, all of whose head has come. */
    private static String begun(Wire wire, String path) throws Exception {
        wire.send("GET http://maps.example" + path + " HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + "\r\n");
        String first = wire.line();
        String header = first;
        while (!header.isEmpty()) {
            header = wire.line();
        }
        return first;
    }

    /** The origin answers with a file that is called so. */
    void sends(String name, byte[] file, String headers) {
        school.origin.at("/" + name, (_, _, _, out) -> {
            out.write(("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + file.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(file);
            out.flush();
            return true;
        });
    }

    static byte[] zip(String... namesAndFiles) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndFiles.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndFiles[i]));
                zip.write(namesAndFiles[i + 1].getBytes(ISO_8859_1));
            }
        }
        return out.toByteArray();
    }

    @Test
    @Keeps("FIL-16")
    void aProgramInAnArchiveIsAProgram() throws Exception {
        byte[] plans = zip("plans.txt", "Monday ".repeat(100_000), "maths/plan.txt", "Tuesday");
        byte[] game = zip("plans.txt", "Monday", "games/maze.exe", "MZ\1\2");
        byte[] letter = zip("[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>");
        byte[] locked = zip("a.txt", "a");
        locked[6] |= 1;
        sends("plans.zip", plans, "");
        sends("game.zip", game, "");
        sends("coded.zip", Zstd.compress(game), "Content-Encoding: zstd\r\n");
        sends("locked.zip", locked, "");
        sends("letter.docx", letter, "");
        sends("game.docx", zip("[Content_Types].xml", "<Types/>", "maze.exe", "MZ\1\2"), "");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/plans.zip", as("hale")).body())
                    .isEqualTo(new String(plans, ISO_8859_1));
            for (String name : List.of("game.zip", "coded.zip")) {
                Wire.Answer refused = wire.get("http://maps.example/" + name, as("hale"));
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.body()).contains("There is a program in it, maze.exe", "Ask for this site");
            }
            assertThat(wire.get("http://maps.example/locked.zip", as("hale")).body())
                    .contains("It is locked with a password");
            assertThat(wire.get("http://maps.example/letter.docx", as("priya")).body())
                    .isEqualTo(new String(letter, ISO_8859_1));
            assertThat(wire.get("http://maps.example/game.docx", as("priya")).body())
                    .as("a document that only begins like one")
                    .contains("There is a program in it, maze.exe");
            assertThat(wire.get("http://maps.example/game.docx", as("tom")).body())
                    .contains("It is for grown-ups to fetch.");

            school.publish(school.policies
                    .version(2)
                    .rule("7", "maps.example", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                    .copy());
            assertThat(wire.get("http://maps.example/game.zip", as("hale")).body())
                    .as("the school has opened the site")
                    .isEqualTo(new String(game, ISO_8859_1));
        }
        assertThat(school.events(8))
                .extracting(SeenEvent::rule)
                .contains("file program in an archive: maze.exe", "archive not looked into: locked");
    }

    @Test
    void anAnswerThatBreaksOffBeforeItShowsWhatItIsIsNoFile() throws Exception {
        answers("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\nMZ");
        try (Wire wire = school.wire()) {
            assertThat(wire.get("http://maps.example/", as("priya")).status()).isEqualTo(502);
            answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            assertThat(wire.get("http://maps.example/", as("priya")).body()).isEqualTo("ok");
        }
    }
}
