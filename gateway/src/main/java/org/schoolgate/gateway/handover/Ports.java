package org.schoolgate.gateway.handover;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway's ports by name: each is the one that the process before had, or a new one. */
public final class Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);
    private static final boolean EPOLL = Epoll.isAvailable();
    private static final int LONGEST_ADDRESS = 26;

    /*
     * A loop hears of many descriptors at once. Of those, one may be closed on the way, and a connection that is taken in the same
     * round is given its number; what the loop has still to hear of the old one it takes for the new one. So connections are
     * taken on a loop of their own, and come to those on which they are read between two rounds.
     */
    private static final EventLoopGroup TAKING =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("ports", true), loops());

    private final Map<String, Socket> left = new LinkedHashMap<>();
    private final Map<String, Channel> open = new LinkedHashMap<>();
    private volatile boolean leaving;

    /** Those of a process that takes nobody's place. */
    public Ports() {
        this(Map.of());
    }

    /** @param left descriptors of the ports that the process before had */
    Ports(Map<String, Integer> left) {
        left.forEach((name, descriptor) -> this.left.put(name, new Socket(descriptor)));
    }

    /** The kind of loop on which ports are. */
    public static IoHandlerFactory loops() {
        return EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /**
     * Where connections come.
     *
     * @param loops on which they are read
     */
    public Channel listening(String name, ServerBootstrap bootstrap, EventLoopGroup loops, InetSocketAddress address)
            throws IOException {
        bootstrap.group(TAKING, loops);
        Socket had = had(name, address);
        if (had != null) {
            bootstrap.channelFactory(() -> new EpollServerSocketChannel(had.intValue()));
        } else if (EPOLL) {
            bootstrap.channelFactory(EpollServerSocketChannel::new);
        } else {
            bootstrap.channelFactory(NioServerSocketChannel::new);
        }
        return open(name, bootstrap, had == null ? address : null);
    }

    /** Where packets come. */
    public Channel packets(String name, Bootstrap bootstrap, InetSocketAddress address) throws IOException {
        Socket had = had(name, address);
        if (had != null) {
            bootstrap.channelFactory(() -> new EpollDatagramChannel(had.intValue()));
        } else if (EPOLL) {
            bootstrap.channelFactory(() -> new EpollDatagramChannel());
        } else {
            bootstrap.channelFactory(NioDatagramChannel::new);
        }
        return open(name, bootstrap, had == null ? address : null);
    }

    /** One that the process before had where this one wants one; any port is wanted by who wants port 0. */
    private @Nullable Socket had(String name, InetSocketAddress wanted) {
        Socket had = left.get(name);
        InetSocketAddress address = had == null ? null : had.localAddress();
        boolean same = address != null
                && (address.getAddress().equals(wanted.getAddress())
                        || (address.getAddress().isAnyLocalAddress()
                                && wanted.getAddress().isAnyLocalAddress()))
                && (wanted.getPort() == 0 || wanted.getPort() == address.getPort());
        return same ? left.remove(name) : null;
    }

    private Channel open(String name, AbstractBootstrap<?, ?> bootstrap, @Nullable InetSocketAddress address)
            throws IOException {
        ChannelFuture ready = (address == null ? bootstrap.register() : bootstrap.bind(address)).awaitUninterruptibly();
        if (!ready.isSuccess()) {
            throw new IOException(ready.cause().getMessage(), ready.cause());
        }
        open.put(name, ready.channel());
        return ready.channel();
    }

    /** Forgets a port that is closed again. */
    public void forget(Channel port) {
        open.values().remove(port);
    }

    /** What the process before had and this one does not want is closed. */
    public void closeUnwanted() {
        left.forEach((name, port) -> {
            try {
                port.close();
            } catch (IOException e) {
                LOG.debug("a port of the process before, {}, closed badly", name, e);
            }
        });
        left.clear();
    }

    /** Descriptors of those that another process can take, by name. */
    Map<String, Integer> descriptors() {
        Map<String, Integer> all = new LinkedHashMap<>();
        open.forEach((name, port) -> {
            if (port instanceof UnixChannel unix) {
                all.put(name, unix.fd().intValue());
            }
        });
        return all;
    }

    /** Takes nothing more for now; what comes waits in the system. */
    void pause() {
        open.values()
                .forEach(port -> port.eventLoop()
                        .submit(() -> {
                            port.config().setAutoRead(false);
                        })
                        .awaitUninterruptibly());
    }

    /** Takes what comes again. */
    void resume() {
        if (!leaving) {
            open.values().forEach(port -> port.config().setAutoRead(true));
        }
    }

    /**
     * Takes no more. A connection that the system has accepted already is still taken, unless another process takes it;
     * ports for packets stay, so that answers can go out.
     */
    public void leave(boolean taken) {
        leaving = true;
        open.values().forEach(port -> {
            port.config().setAutoRead(false);
            if (port instanceof EpollServerSocketChannel listening && !taken) {
                listening.eventLoop().submit(() -> takeLast(listening)).awaitUninterruptibly();
            }
            if (port instanceof ServerSocketChannel) {
                port.close().awaitUninterruptibly();
            }
        });
    }

    private static void takeLast(EpollServerSocketChannel port) {
        byte[] address = new byte[LONGEST_ADDRESS];
        try {
            Socket socket = (Socket) port.fd();
            for (int client = socket.accept(address); client >= 0; client = socket.accept(address)) {
                port.pipeline().fireChannelRead(new EpollSocketChannel(client));
            }
        } catch (IOException e) {
            LOG.debug("no more connections can be taken", e);
        }
        port.close();
    }
}
