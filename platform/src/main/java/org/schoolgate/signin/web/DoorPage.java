package org.schoolgate.signin.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.signin.DemoSignIns;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;

/**
 * What stands on the sign-in page.
 *
 * @param schools to choose from; empty where there is one
 * @param demo whom a visitor of the demonstration may be; empty elsewhere
 * @param said what the last page has to say; null where it has nothing
 */
public record DoorPage(
        String greeting,
        String name,
        String to,
        List<Option> schools,
        String school,
        List<DemoSignIns.DemoSignIn> demo,
        @Nullable String said,
        Problems problems) {}
