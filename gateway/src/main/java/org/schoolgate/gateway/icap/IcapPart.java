package org.schoolgate.gateway.icap;

import io.netty.buffer.ByteBuf;

/** What of a body comes after the head of an ICAP request. */
sealed interface IcapPart {
    /** A piece of it; whoever takes it releases it. */
    record Piece(ByteBuf bytes) implements IcapPart {}

    /**
     * It ends, or so much of it as was sent unasked.
     *
     * @param whole in a preview, whether nothing is left
     */
    record End(boolean whole) implements IcapPart {}
}
