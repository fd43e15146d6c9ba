package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.DemoSignIns;
import org.schoolgate.signin.SignIns;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Being somebody of the demonstration by one press. There is no such path anywhere else. */
@Controller
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class DemonstrationController {
    private final SignIns signIns;
    private final ObjectProvider<DemoSignIns> demo;

    DemonstrationController(SignIns signIns, ObjectProvider<DemoSignIns> demo) {
        this.signIns = signIns;
        this.demo = demo;
    }

    @PostMapping("/sign-in/demonstration")
    String create(
            @RequestParam UUID school,
            @RequestParam UUID person,
            HttpServletRequest request,
            HttpServletResponse response) {
        var one = demo.stream()
                .flatMap(all -> all.all().stream())
                .filter(listed -> listed.school().equals(new SchoolId(school))
                        && listed.person().equals(new PersonId(person)))
                .findFirst()
                .orElseThrow(() -> new NotFound("sign-in of the demonstration"));
        return switch (signIns.inDemonstration(one.school(), one.person(), Browser.where(request, response))) {
            case SignIns.Outcome.Welcome(var who, var begun) -> {
                Browser.comeIn(request, response, begun.secret());
                Browser.SCHOOL.write(request, response, who.school().toString(), Browser.LONG);
                yield "redirect:/";
            }
            case SignIns.Outcome.Wrong _, SignIns.Outcome.Shut _ -> throw new NotFound("person of the demonstration");
        };
    }
}
