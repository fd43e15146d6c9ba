package org.schoolgate.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.testing.Line;

/** Messages as bytes: nothing that anybody sends is trusted, and what is written is read as it was meant. */
class MessageTest {
    private static final byte[] QUERY = Ask.query(0x1234, "www.maps.example", Type.A, true);

    private static int code(byte[] bytes) {
        return switch (Question.read(bytes, bytes.length)) {
            case Question _ -> 0;
            case Reading.Fault fault -> fault.code;
            case Reading.Nothing _ -> -1;
        };
    }

    /** A good question with one byte in another way. */
    @ParameterizedTest
    @Line("E10")
    @CsvSource({
        "2, 0x81, -1", // an answer
        "2, 0x29, 4", // an update
        "2, 0x11, 4", // a status
        "5, 2, 1", // two questions
        "5, 0, 1", // none
        "7, 1, 1", // an answer beside it
        "9, 1, 1", // authority beside it
        "11, 2, 1", // more beside it than there is
        "11, 0, 1", // less, so that something stands behind the end
        "12, 64, 1", // a label of an unknown kind
        "12, 0xc0, 1", // a pointer into the header
        "12, 63, 1", // a label that is longer than the rest
        "33, 255, 5", // a question of any class
        "33, 3, 5", // of class CHAOS
        "31, 41, 1", // for an OPT record
        "31, 0, 1", // for nothing
        "31, 252, 4", // for a whole zone
        "31, 250, 4", // for a signature of the message
        "34, 1, 1", // an OPT record that belongs to a name
        "40, 1, 16", // of a later version
        "44, 1, 1" // with options that are not there
    })
    void whatIsNoPlainQuestionIsAnsweredWithItsErrorOrNotAtAll(int at, String value, int code) {
        byte[] bytes = QUERY.clone();
        bytes[at] = (byte) (int) Integer.decode(value);
        assertThat(code(bytes)).isEqualTo(code);
        assertThat(code(QUERY)).isZero();
    }

    @Test
    void aQuestionThatEndsInTheMiddleIsNone() {
        for (int length = 0; length < QUERY.length; length++) {
            byte[] part = Arrays.copyOf(QUERY, length);
            assertThat(code(part)).as("%d bytes", length).isEqualTo(length < 12 ? -1 : Code.FORMAT_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 512", "100, 512", "512, 512", "1000, 1000", "1232, 1232", "4096, 1232", "65535, 1232"})
    void theLongestAnswerIsWhatTheClientTakesWithinWhatNetworksCarry(int said, int most) {
        byte[] bytes = QUERY.clone();
        bytes[bytes.length - 8] = (byte) (said >> 8);
        bytes[bytes.length - 7] = (byte) said;
        assertThat(Question.read(bytes, bytes.length))
                .isInstanceOfSatisfying(
                        Question.class, question -> assertThat(question.most()).isEqualTo(most));
    }

    /** Names that lead into themselves, into each other, forwards, or on for ever. */
    @ParameterizedTest
    @CsvSource({
        "c00c", // at itself
        "c00e0000", // forwards
        "01610161c00c", // behind itself
        "c000", // into the header
        "3f61", // beyond the end
        "40", // an unknown kind
        "c0", // half a pointer
        "0161" // no end
    })
    void noNameLeadsRoundInCirclesOrOut(String hex) {
        byte[] bytes = HexFormat.of().parseHex("123481800001000000000000" + hex);
        MessageReader reader = new MessageReader(bytes, bytes.length);
        assertThatThrownBy(() -> {
                    reader.skip(12);
                    reader.name();
                })
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void aNameOfMoreThan255BytesIsNoneHoweverItIsPutTogether() {
        StringBuilder hex = new StringBuilder("123481800001000000000000");
        hex.append(("3f" + "61".repeat(63)).repeat(4)).append("00");
        byte[] bytes = HexFormat.of().parseHex(hex);
        MessageReader reader = new MessageReader(bytes, bytes.length);
        assertThatThrownBy(() -> {
                    reader.skip(12);
                    reader.name();
                })
                .hasMessage("a name is too long");
    }

    /** Whatever comes, reading ends, within the bytes, with a message or with the one exception. */
    @Property(tries = 2_000)
    void anyBytesAreReadOrRefused(@ForAll("bytes") byte[] bytes) {
        Question.read(bytes, bytes.length);
        try {
            Message message = Message.read(bytes, bytes.length);
            for (Rr rr : message.answers()) {
                assertThat(rr.owner().length).isBetween(1, Names.LONGEST);
            }
        } catch (MalformedMessage e) {
            assertThat(e).hasNoCause();
        }
    }

    /** A good message of a name server with some of its bytes changed; and bytes of no kind at all. */
    @Provide
    Arbitrary<byte[]> bytes() {
        byte[] good = answer();
        Arbitrary<byte[]> spoilt = Arbitraries.integers()
                .between(0, good.length - 1)
                .list()
                .ofMaxSize(6)
                .flatMap(places -> Arbitraries.bytes()
                        .list()
                        .ofSize(places.size())
                        .map(values -> {
                            byte[] bytes = good.clone();
                            for (int i = 0; i < places.size(); i++) {
                                bytes[places.get(i)] = values.get(i);
                            }
                            return bytes;
                        }));
        Arbitrary<byte[]> cut = spoilt.flatMap(
                bytes -> Arbitraries.integers().between(0, bytes.length).map(length -> Arrays.copyOf(bytes, length)));
        return Arbitraries.oneOf(
                spoilt, cut, Arbitraries.bytes().array(byte[].class).ofMaxSize(200));
    }

    private static final List<Rr> RECORDS = List.of(
            new Rr(Names.of("www.maps.example"), Type.CNAME, 300, Names.of("cdn.maps.example")),
            new Rr(Names.of("cdn.maps.example"), Type.A, 60, new byte[] {1, 2, 3, 4}),
            new Rr(Names.of("cdn.maps.example"), Type.AAAA, 60, new byte[16]),
            new Rr(Names.of("maps.example"), Type.NS, 60, Names.of("ns.other.example")),
            new Rr(Names.of("maps.example"), Type.TXT, 60, new byte[] {2, 'h', 'i'}));

    private static byte[] answer() {
        byte[] query = Ask.query(0x1234, "WWW.maps.example", Type.A, false);
        if (!(Question.read(query, query.length) instanceof Question question)) {
            throw new AssertionError("that is a question");
        }
        Sections sections = Sections.of(Names.of("www.maps.example"), RECORDS, List.of());
        MessageWriter writer = new MessageWriter();
        int length = writer.write(question, new Answer(0, sections, 17, null), MessageWriter.LONGEST);
        return Arrays.copyOf(writer.bytes(), length);
    }

    @Test
    void whatIsWrittenIsReadAsItWasMeantAndNamesAreNotRepeated() throws Exception {
        byte[] bytes = answer();
        Message message = Message.read(bytes, bytes.length);

        assertThat(message.id()).isEqualTo(0x1234);
        assertThat(message.answers()).hasSameSizeAs(RECORDS);
        for (int i = 0; i < RECORDS.size(); i++) {
            Rr wanted = RECORDS.get(i);
            assertThat(message.answers().get(i)).satisfies(read -> {
                assertThat(Names.text(read.owner())).isEqualTo(Names.text(wanted.owner()));
                assertThat(read.type()).isEqualTo(wanted.type());
                assertThat(read.seconds()).isEqualTo(17);
                assertThat(Names.text(Names.lower(read.data()))).isEqualTo(Names.text(wanted.data()));
            });
        }
        assertThat(bytes.length).isLessThan(140);
    }

    /** Names survive being written and read, wherever they share their ends with others. */
    @Property(tries = 300)
    void namesAreReadAsTheyWereWritten(@ForAll("names") List<String> names) throws Exception {
        List<Rr> records = names.stream()
                .map(name -> new Rr(Names.of(name), Type.CNAME, 1, Names.of("x." + name)))
                .toList();
        byte[] asked = Names.of("a.b.c");
        Sections sections = Sections.of(asked, records, List.of());
        byte[] query = Ask.query(1, "a.b.c", Type.CNAME, false);
        if (!(Question.read(query, query.length) instanceof Question question)) {
            throw new AssertionError("that is a question");
        }
        MessageWriter writer = new MessageWriter();
        int length = writer.write(question, new Answer(0, sections, 1, null), MessageWriter.LONGEST);
        Message message = Message.read(writer.bytes(), length);
        assertThat(message.answers()).extracting(rr -> Names.text(rr.owner())).containsExactlyElementsOf(names);
        assertThat(message.answers())
                .extracting(rr -> Names.text(rr.data()))
                .containsExactlyElementsOf(
                        names.stream().map(name -> "x." + name).toList());
    }

    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> label =
                Arbitraries.strings().withChars("abc-_9").ofMinLength(1).ofMaxLength(5);
        return label.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(labels -> String.join(".", labels))
                .list()
                .ofMaxSize(12);
    }
}
