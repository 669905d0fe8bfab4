-- Words of which a mention must hold one beside the query's own.
alter table topics add column context text;

-- Raised with every change of an account: whoever saves an older copy is told.
alter table users add column version bigint not null default 1;

-- Work that one process does for all. The term grows when the work passes to another process, which then starts afresh.
create table leases (
  name text not null primary key,
  owner text not null,
  term bigint not null,
  until_at bigint not null
);

-- Processes that share this database, each with the time at which it last said that it lives.
create table processes (
  name text not null primary key,
  role text not null,
  started_at bigint not null,
  seen_at bigint not null
);

-- The keys that protect cookies, when several processes serve the pages.
create table protection_keys (
  name text not null primary key,
  xml text not null
);

-- What was erased, when and by whom; nothing of what it said. subject: a hash by which a second request is recognised.
create table erasures (
  id {identity},
  at bigint not null,
  user_id bigint,
  kind bigint not null,
  subject text not null,
  mentions bigint not null,
  kept_items bigint not null,
  episodes bigint not null,
  finished_at bigint
);

-- Authors who asked to be forgotten: what they wrote is not taken in again. The hash is cut from SHA-256.
create table erased_authors (
  author_hash bigint not null primary key,
  erased_at bigint not null
);

-- How far the outbox was trimmed: every mention up to mention_id had been announced by then.
create table outbox_trimmed (sequence bigint not null, mention_id bigint not null);
insert into outbox_trimmed (sequence, mention_id) values (0, 0);
