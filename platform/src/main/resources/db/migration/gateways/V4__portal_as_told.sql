-- The portal's address as the gateways were told it last: with another one, they have to hear it.
alter table feed_version add column portal text;
