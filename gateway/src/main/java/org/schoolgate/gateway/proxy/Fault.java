package org.schoolgate.gateway.proxy;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that cannot be judged, since two readers could read it differently or nobody can read it at all. */
record Fault(HttpResponseStatus status, String why) {
    static Fault malformed(String why) {
        return new Fault(HttpResponseStatus.BAD_REQUEST, why);
    }
}
