-- What the agreement that was signed says of it, with the digest of all of its words (SAN-9). Older rows say the version alone.
alter table sanction add column signed_words text check (signed_words ~ '^[0-9a-f]{64}$');
alter table sanction add column signed_says text;
alter table sanction add column signed_own boolean;
alter table sanction add check (num_nulls(signed_words, signed_says, signed_own) in (0, 3));
alter table sanction add check (signed_words is null or signed_version is not null);
