package org.schoolgate.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.HostCookie;

/** Which school a device belongs to: the only one that there is, or what an adult chose on it once. */
public final class DeviceSchool {
    public static final HostCookie COOKIE = new HostCookie("schoolgate-school");

    private DeviceSchool() {}

    public static Optional<SchoolId> of(HttpServletRequest request, List<SchoolId> all) {
        return all.size() == 1
                ? Optional.of(all.getFirst())
                : COOKIE.read(request)
                        .flatMap(chosen -> all.stream()
                                .filter(school -> school.toString().equals(chosen))
                                .findFirst());
    }
}
