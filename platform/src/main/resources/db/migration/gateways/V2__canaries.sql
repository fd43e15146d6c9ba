-- What a gateway last answered for every canary: its policy's tag, and the digest of the answers.
alter table gateway add column canaries text;
