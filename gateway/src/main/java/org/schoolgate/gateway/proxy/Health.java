package org.schoolgate.gateway.proxy;

/** How the gateway is, for whoever watches over it. */
public interface Health {
    boolean isWell();

    String json();
}
