package org.schoolgate.messages;

import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What schools decide about their post. */
@Configuration(proxyBeanMethods = false)
class MessagesConfiguration {
    /** Where an answer to a letter goes; empty where answers go to the sender's address. */
    static final Setting<String> REPLY_TO = Setting.text("messages.reply-to", "", 200);

    /** How long somebody who came by a link may stay before they open it again. */
    static final Setting<Integer> VISIT_MINUTES = Setting.number("messages.visit-minutes", 60, 10, 480);

    /** How long letters are kept once they went out or were refused, with the proof of it. */
    static final Setting<Integer> KEEP_LETTERS_DAYS = Setting.number("messages.keep-letters-days", 400, 60, 2_600);

    @Bean
    DeclaredSettings messagesSettings() {
        return DeclaredSettings.of("messages", REPLY_TO, VISIT_MINUTES, KEEP_LETTERS_DAYS);
    }
}
