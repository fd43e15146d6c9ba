package org.schoolgate.messages;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.schoolgate.kernel.AcademicYear.LONDON;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The mail server that letters are handed to. Where none is named ({@code schoolgate.mail.host}), letters stay in the
 * outbox.
 */
@Component
class MailServer {
    private static final String TIMEOUT_MILLIS = "15000";

    private final String host;
    private final String user;
    private final String password;
    private final String from;
    private final Properties properties = new Properties();

    MailServer(
            @Value("${schoolgate.mail.host:}") String host,
            @Value("${schoolgate.mail.port:587}") int port,
            @Value("${schoolgate.mail.security:starttls}") Security security,
            @Value("${schoolgate.mail.user:}") String user,
            @Value("${schoolgate.mail.password:}") String password,
            @Value("${schoolgate.mail.from:schoolgate@localhost}") String from) {
        this.host = host;
        this.user = user;
        this.password = password;
        this.from = from;
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", String.valueOf(port));
        properties.setProperty("mail.smtp.auth", String.valueOf(!user.isEmpty()));
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(security == Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(security == Security.TLS));
    }

    /** How the way to the server is protected. {@code NONE} is for a server on the same machine. */
    enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /** A letter ready to go. */
    record Envelope(
            String id,
            Instant writtenAt,
            String fromName,
            String replyTo,
            String toName,
            String to,
            String subject,
            String text,
            String html) {}

    /** What the server said to one letter. */
    sealed interface Answer {
        record Taken(String said) implements Answer {}

        record Never(String said) implements Answer {}

        record NotNow(String said) implements Answer {}
    }

    boolean isNamed() {
        return !host.isEmpty();
    }

    /** An open line to the server. */
    Line call() throws MessagingException {
        var session = Session.getInstance(properties);
        var transport = (SMTPTransport) session.getTransport("smtp");
        transport.connect(user.isEmpty() ? null : user, user.isEmpty() ? null : password);
        return new Line(session, transport);
    }

    /** An open line to the server, over which letters go one after another. */
    final class Line implements AutoCloseable {
        private final Session session;
        private final SMTPTransport transport;

        private Line(Session session, SMTPTransport transport) {
            this.session = session;
            this.transport = transport;
        }

        Answer send(Envelope envelope) {
            try {
                var message = message(envelope);
                transport.sendMessage(message, message.getAllRecipients());
                return new Answer.Taken(transport.getLastServerResponse().strip());
            } catch (MessagingException e) {
                return refusal(e);
            }
        }

        private MimeMessage message(Envelope envelope) throws MessagingException {
            var message = new Numbered(session, envelope.id() + from.substring(from.indexOf('@')));
            try {
                message.setFrom(new InternetAddress(from, envelope.fromName(), "UTF-8"));
                message.setRecipient(
                        jakarta.mail.Message.RecipientType.TO,
                        new InternetAddress(envelope.to(), envelope.toName(), "UTF-8"));
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("every Java has UTF-8", e);
            }
            if (!envelope.replyTo().isEmpty()) {
                message.setReplyTo(InternetAddress.parse(envelope.replyTo()));
            }
            message.setSubject(envelope.subject(), StandardCharsets.UTF_8.name());
            message.setHeader(
                    "Date", RFC_1123_DATE_TIME.format(envelope.writtenAt().atZone(LONDON)));
            message.setHeader("Auto-Submitted", "auto-generated");
            var plain = new MimeBodyPart();
            plain.setText(envelope.text(), StandardCharsets.UTF_8.name());
            var html = new MimeBodyPart();
            html.setContent(envelope.html(), "text/html; charset=utf-8");
            message.setContent(new MimeMultipart("alternative", plain, html));
            message.saveChanges();
            return message;
        }

        @Override
        public void close() {
            try {
                transport.close();
            } catch (MessagingException _) {
                // The letters that were answered are taken; the line is gone either way.
            }
        }
    }

    /** A refusal with a number from 500 on is for ever (RFC 5321, 4.2.1); everything else may go better later. */
    private static Answer refusal(MessagingException fault) {
        for (Exception one = fault;
                one != null;
                one = one instanceof MessagingException m ? m.getNextException() : null) {
            int code = switch (one) {
                case SMTPAddressFailedException e -> e.getReturnCode();
                case SMTPSendFailedException e -> e.getReturnCode();
                default -> 0;
            };
            if (code >= 500) {
                return new Answer.Never(said(one));
            }
        }
        return fault instanceof jakarta.mail.internet.AddressException
                ? new Answer.Never(said(fault))
                : new Answer.NotNow(said(fault));
    }

    private static String said(Exception fault) {
        return String.valueOf(fault.getMessage()).strip();
    }

    /** Keeps one number through all tries, so that a letter that came twice can be known as one. */
    private static final class Numbered extends MimeMessage {
        private final String number;

        private Numbered(Session session, String number) {
            super(session);
            this.number = number;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + number + ">");
        }
    }
}
