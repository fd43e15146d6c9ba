package org.schoolgate.gateway.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Connections of clients that know of no proxy, which a router leads here. Where they were to go is not believed: TLS says it
 * by its name and HTTP by its Host, and that name is looked up like any other.
 */
final class Led {
    private Led() {}

    /** Asks in a client's place for the tunnel that its greeting wants, and keeps the answer to itself. */
    static final class Tls extends ChannelDuplexHandler {
        private final HelloReader greeting;

        /** @param greeting holds the greeting until the tunnel is there */
        Tls(HelloReader greeting) {
            this.greeting = greeting;
        }

        /** The request that a client who knew of the proxy would have sent. */
        void ask(ChannelHandlerContext context, String name) {
            DefaultHttpRequest request =
                    new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, name + ":443");
            request.headers().set(HttpHeaderNames.HOST, name);
            context.fireChannelRead(request);
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (!(message instanceof HttpObject)) {
                context.write(message, promise);
                return;
            }
            if (message instanceof HttpResponse answer && answer.status().codeClass() == HttpStatusClass.SUCCESS) {
                context.executor().execute(() -> goOn(context));
            } else if (message instanceof HttpResponse) {
                context.writeAndFlush(Unpooled.wrappedBuffer(Tunnels.DENIED)).addListener(ChannelFutureListener.CLOSE);
            }
            ReferenceCountUtil.release(message);
            promise.setSuccess();
        }

        private void goOn(ChannelHandlerContext context) {
            if (context.channel().isActive()) {
                context.pipeline().remove(this);
                context.pipeline().remove(greeting);
            }
        }
    }

    /** Makes of a request to a site the one that a client who knew of the proxy would have sent. */
    static final class Http extends ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request && request.uri().startsWith("/")) {
                String host = request.headers().get(HttpHeaderNames.HOST);
                if (host != null) {
                    request.setUri("http://" + host + request.uri());
                }
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpResponse answer
                    && answer.status().equals(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED)) {
                // It cannot sign in at a proxy that it does not know of.
                answer.setStatus(HttpResponseStatus.FORBIDDEN);
                answer.headers().remove(HttpHeaderNames.PROXY_AUTHENTICATE);
            }
            context.write(message, promise);
        }
    }
}
