package org.schoolgate.signin.web;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.json.JsonCompareMode.STRICT;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** What a program that watches ours may ask. */
@PageTest
class VitalsTest {
    private static final RequestPostProcessor HERE = from("127.0.0.1");
    private static final RequestPostProcessor ELSEWHERE = from("203.0.113.7");

    private final MockMvc mvc;

    VitalsTest(MockMvc mvc) {
        this.mvc = mvc;
    }

    @Test
    void anybodyMayAskWhetherItLivesAndHearsNothingElse() throws Exception {
        mvc.perform(get("/health").with(ELSEWHERE))
                .andExpect(status().isOk())
                .andExpect(content().json("{\"status\":\"UP\"}", STRICT));
    }

    @Test
    void whatItMeasuresIsForThisMachine() throws Exception {
        mvc.perform(get("/metrics").with(HERE))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("hikaricp_connections_active")));
        mvc.perform(get("/metrics").with(ELSEWHERE)).andExpect(status().isNotFound());
        mvc.perform(get("/metrics").with(HERE).header("X-Forwarded-For", "203.0.113.7"))
                .andExpect(status().isNotFound());
    }

    @Test
    void nothingElseOfItIsOpen() throws Exception {
        for (var path : new String[] {"/env", "/heapdump", "/actuator", "/beans", "/loggers", "/threaddump"}) {
            mvc.perform(get(path).with(HERE)).andExpect(status().is3xxRedirection());
        }
    }

    private static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}
