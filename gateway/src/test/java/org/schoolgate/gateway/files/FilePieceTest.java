package org.schoolgate.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilePieceTest {
    private static final String BYTES = "application/octet-stream";

    @Test
    void whatDoesNotBeginWithItsFirstByteIsFromWithin() {
        assertThat(FilePiece.isFromWithin(206, "bytes 2-5/6", BYTES)).isTrue();
        assertThat(FilePiece.isFromWithin(206, "bytes 2-5/6", null)).isTrue();
        assertThat(FilePiece.isFromWithin(206, null, "multipart/byteranges; boundary=edge"))
                .as("several at once")
                .isTrue();

        assertThat(FilePiece.isFromWithin(206, "bytes 0-5/6", BYTES)).isFalse();
        assertThat(FilePiece.isFromWithin(206, "Bytes 0-5/6", BYTES)).isFalse();
        assertThat(FilePiece.isFromWithin(200, "bytes 2-5/6", BYTES)).isFalse();
    }

    @Test
    void whatIsSeenPieceByPieceMayCome() {
        for (String type : List.of("video/mp4", "Audio/ogg", "image/png", "application/pdf")) {
            assertThat(FilePiece.isFromWithin(206, "bytes 2-5/6", type))
                    .as(type)
                    .isFalse();
        }
    }
}
