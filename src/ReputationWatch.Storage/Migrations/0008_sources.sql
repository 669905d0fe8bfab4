-- A person's own schedule, in place of the pace that the source finds by itself.
alter table sources add column every_ms bigint;
-- Whether items are completed with the main text of the page that they lead to.
alter table sources add column enrich bigint not null default 0;

-- The way back in time: kind 0 none, 1 first reading, 2 asked for by a person, 3 catching up after a gap.
alter table sources add column backfill_kind bigint not null default 0;
alter table sources add column backfill_until bigint;
alter table sources add column backfill_started_at bigint;
alter table sources add column backfill_ended_at bigint;
alter table sources add column backfill_pages bigint not null default 0;
alter table sources add column backfill_items bigint not null default 0;
alter table sources add column backfill_reached_at bigint;
alter table sources add column backfill_outcome bigint;
alter table sources add column backfill_failures bigint not null default 0;
alter table sources add column backfill_skipped bigint not null default 0;

-- Once each blindness: when it was told, and when its end was.
alter table source_blind_periods add column noticed_at bigint;
alter table source_blind_periods add column restored_at bigint;
create index source_blind_told on source_blind_periods (noticed_at) where noticed_at is not null and restored_at is null;

-- When the source was first seen to have taken it away. The text stays.
alter table mentions add column deleted_at bigint;

-- What was delivered to a source's inbound address. The key makes a repeated delivery one.
create table intake_deliveries (
  id {identity},
  source_id bigint not null references sources (id) on delete cascade,
  delivery_key text,
  at bigint not null,
  status bigint not null,
  items bigint not null,
  items_new bigint not null,
  error text
);
create unique index intake_deliveries_by_key on intake_deliveries (source_id, delivery_key) where delivery_key is not null;
create index intake_deliveries_by_source on intake_deliveries (source_id, id);

-- Files to be taken in. State: 0 waiting, 1 running, 2 done, 3 failed, 4 stopped.
create table imports (
  id {identity},
  source_id bigint not null references sources (id) on delete cascade,
  file_name text not null,
  stored_name text not null,
  plan text not null,
  state bigint not null,
  created_at bigint not null,
  created_by bigint,
  claimed_at bigint,
  ended_at bigint,
  rows_total bigint not null default 0,
  rows_read bigint not null default 0,
  rows_failed bigint not null default 0,
  items_new bigint not null default 0,
  items_known bigint not null default 0,
  errors text,
  error text
);
create index imports_waiting on imports (id) where state in (0, 1);
