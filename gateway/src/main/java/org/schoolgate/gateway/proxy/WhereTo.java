package org.schoolgate.gateway.proxy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;

/**
 * Where a host is reached. A name is resolved once, its addresses are checked, and exactly a checked address is dialled,
 * so that a name server which answers differently the second time leads nowhere.
 */
final class WhereTo {
    /** What came of looking. */
    sealed interface Found {
        /** Checked addresses, to be tried one after the other. */
        record At(List<InetSocketAddress> addresses) implements Found {}

        /** It lies inside, where the proxy does not lead. */
        record Closed(InetAddress address) implements Found {}

        record Nowhere(String why) implements Found {}
    }

    private final Names names;
    private final Inside inside;
    private final Map<String, InetSocketAddress> origins;

    /** @param origins demonstration and measurement only: a host and everything below it, or {@code *}, to its address */
    WhereTo(Names names, Inside inside, Map<String, InetSocketAddress> origins) {
        this.names = names;
        this.inside = inside;
        this.origins = Map.copyOf(origins);
    }

    /** Looks where an exchange leads. */
    void find(EventLoop loop, Exchange exchange, Consumer<Found> then) {
        find(loop, exchange.leads(), exchange.port(), exchange.toPortal, then);
    }

    /**
     * Looks, and tells on the loop: at once where nothing must be asked.
     *
     * @param toPortal the platform's own address, which may lie inside
     */
    void find(EventLoop loop, Host host, int port, boolean toPortal, Consumer<Found> then) {
        switch (host) {
            case Host.Name(var name) -> {
                InetSocketAddress origin = origin(name);
                if (origin != null) {
                    then.accept(new Found.At(List.of(origin)));
                } else {
                    find(loop, name, port, toPortal, then);
                }
            }
            case Host.Address(var address) ->
                then.accept(choose(List.of(InetAddress.ofLiteral(address)), port, toPortal));
            case Host.Malformed(var why) -> then.accept(new Found.Nowhere(why));
        }
    }

    private void find(EventLoop loop, String name, int port, boolean toPortal, Consumer<Found> then) {
        names.find(loop, name).addListener((Future<List<InetAddress>> found) -> {
            Found where = found.isSuccess()
                    ? choose(found.getNow(), port, toPortal)
                    : new Found.Nowhere("no address was found for " + name);
            if (loop.inEventLoop()) {
                then.accept(where);
            } else {
                loop.execute(() -> then.accept(where));
            }
        });
    }

    private Found choose(List<InetAddress> addresses, int port, boolean toPortal) {
        List<InetSocketAddress> open = new ArrayList<>(addresses.size());
        for (InetAddress address : addresses) {
            if (toPortal || !inside.closes(address)) {
                open.add(new InetSocketAddress(address, port));
            }
        }
        if (!open.isEmpty()) {
            return new Found.At(open);
        }
        return addresses.isEmpty() ? new Found.Nowhere("it has no address") : new Found.Closed(addresses.getFirst());
    }

    private @Nullable InetSocketAddress origin(String name) {
        if (origins.isEmpty()) {
            return null;
        }
        for (String suffix = name; ; ) {
            InetSocketAddress origin = origins.get(suffix);
            if (origin != null) {
                return origin;
            }
            int dot = suffix.indexOf('.');
            if (dot < 0) {
                return origins.get("*");
            }
            suffix = suffix.substring(dot + 1);
        }
    }
}
