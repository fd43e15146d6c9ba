package org.schoolgate.messages;

import java.time.DayOfWeek;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
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

    /** When a school day begins and ends, for who is rung: the hours on the clock on the wall. */
    static final Setting<Integer> OPENS = Setting.number("messages.school-opens", 8, 5, 11);

    static final Setting<Integer> CLOSES = Setting.number("messages.school-closes", 18, 12, 22);

    /** How long after the beginning of a round of the phone ladder the next one begins. */
    static final Setting<Integer> RING_AGAIN_MINUTES = Setting.number("messages.ring-again-minutes", 3, 2, 30);

    /** When whoever has an alarm is reminded, if nothing was done; so long after that everybody is rung again. */
    static final Setting<Integer> REMIND_MINUTES = Setting.number("messages.remind-minutes", 15, 5, 120);

    /** On which day of the week every number is tried, at ten. */
    static final Setting<TestDay> TEST_DAY = Setting.choice("messages.test-calls", TestDay.TUESDAY);

    /** A day for test calls. */
    enum TestDay {
        MONDAY,
        TUESDAY,
        WEDNESDAY,
        THURSDAY,
        FRIDAY,
        NEVER;

        boolean is(DayOfWeek day) {
            return name().equals(day.name());
        }
    }

    @Bean
    DeclaredSettings messagesSettings() {
        return DeclaredSettings.of(
                "messages",
                REPLY_TO,
                VISIT_MINUTES,
                KEEP_LETTERS_DAYS,
                OPENS,
                CLOSES,
                RING_AGAIN_MINUTES,
                REMIND_MINUTES,
                TEST_DAY);
    }

    @Bean
    MenuItem alarmMenu(Alarms alarms) {
        return MenuItem.in(Place.CONCERNS, 5, "/alarms", "messages.alarms.menu")
                .forRoles(Alarms.ACCESS.rolesFor(Alarms.Operation.READ))
                .countingFor(somebody -> alarms.open(somebody).size());
    }
}
