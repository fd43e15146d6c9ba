-- Staff who were lent a device sign an addendum beside their agreement.
alter table agreement_text drop constraint agreement_text_audience_check;
alter table agreement_text add constraint agreement_text_audience_check
  check (audience in ('EYFS', 'KS1', 'KS2', 'STAFF', 'DEVICE', 'OTHER_ADULT', 'PARENT'));
alter table agreement_ask drop constraint agreement_ask_audience_check;
alter table agreement_ask add constraint agreement_ask_audience_check
  check (audience in ('EYFS', 'KS1', 'KS2', 'STAFF', 'DEVICE', 'OTHER_ADULT', 'PARENT'));
