package org.schoolgate.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.schoolgate.gateway.proxy.Inside;

/** Any bytes, from a client and from a name server: read or refused, and what was read is written as it was meant. */
class MessageFuzzTest {
    private static final Inside INSIDE = new Inside(List.of());

    @FuzzTest(maxDuration = "10m")
    void anyQuestionIsReadOrRefusedAndRepeatedAsItWasAsked(byte[] bytes) {
        if (Question.read(bytes, bytes.length) instanceof Question question) {
            MessageWriter writer = new MessageWriter();
            int length = writer.write(question, Answers.noSuchName(null), question.most());
            assertThat(length).isLessThanOrEqualTo(question.most());
            byte[] asked = question.asked();
            assertThat(Arrays.copyOfRange(writer.bytes(), 12, 12 + asked.length))
                    .isEqualTo(asked);
            assertThat(Arrays.copyOf(writer.bytes(), 2)).isEqualTo(Arrays.copyOf(bytes, 2));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anyAnswerIsReadOrRefusedAndWrittenAsItWasMeant(byte[] bytes) throws Exception {
        Message message;
        try {
            message = Message.read(bytes, bytes.length);
        } catch (MalformedMessage _) {
            return;
        }
        new Cleaning(INSIDE, false).add(message.answers());
        byte[] query = new byte[12 + message.asked().length];
        query[5] = 1;
        System.arraycopy(message.asked(), 0, query, 12, message.asked().length);
        if (!(Question.read(query, query.length) instanceof Question question)) {
            return;
        }
        byte[] name = Arrays.copyOf(question.asked(), question.asked().length - 4);
        Sections sections = Sections.of(name, message.answers(), message.authority());
        MessageWriter writer = new MessageWriter();
        int length = writer.write(question, new Answer(0, sections, 60, null), MessageWriter.LONGEST);
        Message again = Message.read(writer.bytes(), length);
        if (again.cut()) {
            return;
        }
        assertThat(again.answers()).hasSameSizeAs(message.answers());
        for (int i = 0; i < again.answers().size(); i++) {
            Rr read = again.answers().get(i);
            Rr meant = message.answers().get(i);
            assertThat(Names.same(read.owner(), meant.owner())).isTrue();
            assertThat(read.type()).isEqualTo(meant.type());
            assertThat(Names.same(read.data(), meant.data())).isTrue();
        }
    }
}
