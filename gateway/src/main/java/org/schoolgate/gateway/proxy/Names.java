package org.schoolgate.gateway.proxy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a name. */
public interface Names {
    /** Every address of the name; a name without one is a failure with a sentence. */
    Future<List<InetAddress>> find(EventLoop loop, String name);
}
