package org.schoolgate.gateway.proxy;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** Turns answers into bytes; the method that was asked decides whether an answer has a body. */
final class AnswerWriter extends HttpResponseEncoder {
    private HttpMethod method = HttpMethod.GET;

    void answering(HttpMethod asked) {
        method = asked;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse answer) {
        return method.equals(HttpMethod.HEAD)
                || (method.equals(HttpMethod.CONNECT) && answer.status().codeClass() == HttpStatusClass.SUCCESS)
                || super.isContentAlwaysEmpty(answer);
    }
}
