package org.schoolgate.gateway.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Hears what an origin answers and passes it to whoever uses the connection just now. */
final class OriginReader extends ChannelInboundHandlerAdapter {
    private static final long NOT_RESET = -1;

    private @Nullable Onward user;
    private boolean interim;

    /** How its origin ended the stream that this is; negative where it did not, or where this is a connection. */
    private long reset = NOT_RESET;

    /** From now on answers go there; null when nobody waits for one. */
    void use(@Nullable Onward next) {
        user = next;
        interim = false;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Onward to = user;
        if (to == null) {
            // Nobody asked: whatever it is, the next reader must not get it.
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        switch (message) {
            case HttpResponse answer when answer.decoderResult().isFailure() -> to.originFailed();
            case HttpResponse answer
            when answer.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && answer.status().code() != 101 -> {
                interim = true;
                to.interim(answer);
            }
            case HttpResponse answer -> to.begins(answer);
            case HttpContent content
            when content.decoderResult().isFailure() -> {
                content.release();
                to.originFailed();
            }
            case LastHttpContent last
            when interim -> {
                interim = false;
                last.release();
            }
            case HttpContent content -> to.goesOn(content);
            default -> ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (user != null) {
            user.originPaused();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (user != null) {
            user.originWritable(context.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (user != null && reset != NOT_RESET) {
            user.originReset(reset);
        } else if (user != null) {
            user.originFailed();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case IdleStateEvent _ -> {
                if (user == null || user.originSilent()) {
                    context.close();
                }
            }
            // What it said before is still to be read: its word counts when the stream is closed.
            case Http2ResetFrame frame -> reset = frame.errorCode();
            case Http2GoAwayFrame frame -> {
                // It has not begun with this one, so it may be asked again.
                reset = Http2Error.REFUSED_STREAM.code();
                frame.release();
            }
            default -> context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
