package org.schoolgate.gateway.dns;

import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.policy.Policy;

/**
 * The names of the platform and of this gateway. They are open to everybody, so that whoever may not go online can still sign,
 * ask and tell; they may lead inside the school; and they are not recorded.
 */
final class OwnNames {
    private final Set<Host> names;

    /** @param hostsAndPorts under which browsers know this gateway */
    OwnNames(Set<String> hostsAndPorts) {
        names = hostsAndPorts.stream().map(Host::of).collect(Collectors.toUnmodifiableSet());
    }

    boolean holds(Policy policy, Host host) {
        return policy.isPortal(host) || (host instanceof Host.Name && names.contains(host));
    }
}
