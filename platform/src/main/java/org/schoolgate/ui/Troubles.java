package org.schoolgate.ui;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where what went wrong becomes a page, or a short answer where a program asked. Whatever was not foreseen
 * goes into the log with a number, and the page tells the number and nothing else.
 */
@Controller
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class Troubles implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
    private static final SecureRandom NUMBERS = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DISK_FULL = "53100";
    /** The beginnings of the states that mean: no connection, an operator's hand, too many at once, recovering. */
    private static final List<String> AWAY = List.of("08", "53", "57P", "58");

    private final Pages pages;

    Troubles(Pages pages) {
        this.pages = pages;
    }

    /** What filters, the server itself or sendError refuse. */
    @RequestMapping("/error")
    @Nullable
    ModelAndView dispatched(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        var thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable it ? it : null;
        var address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return answer(
                thrown != null && status == 500 ? ofTheRecords(thrown) : status,
                thrown,
                address instanceof String path ? path : "/",
                request,
                response);
    }

    /** What controllers and façades throw. */
    @ExceptionHandler
    @Nullable
    ModelAndView thrown(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
        // these two are Spring Security's own business, further out
        if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
            throw thrown;
        }
        if (thrown instanceof AsyncRequestNotUsableException || response.isCommitted()) {
            return null;
        }
        return answer(status(thrown), thrown, request.getRequestURI(), request, response);
    }

    static int status(Exception thrown) {
        return switch (thrown) {
            case Forbidden _ -> 403;
            case NotFound _ -> 404;
            // an id in an address that is no id at all: there is nothing there
            case MethodArgumentTypeMismatchException mismatch
            when mismatch.getParameter().hasParameterAnnotation(PathVariable.class) -> 404;
            case TypeMismatchException _, HttpMessageNotReadableException _, ServletRequestBindingException _ -> 400;
            case ErrorResponse response -> response.getStatusCode().value();
            default -> ofTheRecords(thrown);
        };
    }

    /** What the database says of itself, however deep it stands: that it is away, or that it has no room. */
    private static int ofTheRecords(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException of && of.getSQLState() != null) {
                var state = of.getSQLState();
                if (state.equals(DISK_FULL)) {
                    return Trouble.FULL;
                }
                if (AWAY.stream().anyMatch(state::startsWith)) {
                    return Trouble.AWAY;
                }
            }
            if (cause instanceof SQLTransientConnectionException) {
                return Trouble.AWAY;
            }
        }
        return 500;
    }

    private @Nullable ModelAndView answer(
            int status,
            @Nullable Throwable thrown,
            String path,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var id = status >= 500 && status != Trouble.AWAY ? logged(status, thrown, request) : null;
        if (status == Trouble.AWAY || status == Trouble.FULL) {
            request.setAttribute(Pages.BARE, true);
        }
        var reader = pages.reader(request);
        var trouble = new Trouble(status, reader != null && Here.isChild(reader), id);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        if (path.startsWith("/api/")) {
            tell(trouble, response);
            return null;
        }
        return new ModelAndView(Pages.TROUBLE, "trouble", trouble);
    }

    /** Writes down what happened, by the pattern of the address: the address itself may hold a one-time link. */
    private static String logged(int status, @Nullable Throwable thrown, HttpServletRequest request) {
        var id = HexFormat.of().toHexDigits(NUMBERS.nextInt());
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        LOG.error("trouble {}: {} at {} {}", id, status, request.getMethod(), pattern, thrown);
        return id;
    }

    private static void tell(Trouble trouble, HttpServletResponse response) throws IOException {
        var told = new LinkedHashMap<String, Object>(Map.of("title", trouble.title()));
        told.put("status", trouble.status());
        told.put("detail", trouble.text());
        if (trouble.id() != null) {
            told.put("instance", "urn:schoolgate:trouble:" + trouble.id());
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(told));
    }
}
