-- Times are Unix milliseconds (UTC), hours are whole hours since 1970, booleans are 0 or 1, JSON is text: the same on both engines.
-- {identity}: a bigint key that the engine counts up and never gives twice. {clustered}: rows are kept in the order of the key.

create table sources (
  id {identity},
  name text not null,
  url text not null,
  connector text not null,
  settings text,
  language text,
  enabled bigint not null,
  hidden bigint not null,
  created_at bigint not null,
  next_check_at bigint not null,
  last_checked_at bigint,
  last_success_at bigint,
  last_new_item_at bigint,
  outcome bigint not null,
  status bigint,
  detail text,
  consecutive_failures bigint not null,
  blind_since bigint,
  retired_at bigint,
  interval_ms bigint not null,
  etag text,
  last_modified text,
  backfill_page text,
  items_total bigint not null,
  leased_by text,
  leased_until bigint not null default 0
);
create unique index sources_by_url on sources (url, connector);
create index sources_due on sources (next_check_at) where enabled = 1 and hidden = 0;

create table source_checks (
  id {identity},
  source_id bigint not null references sources (id) on delete cascade,
  started_at bigint not null,
  duration_ms bigint not null,
  outcome bigint not null,
  status bigint,
  detail text,
  items_read bigint not null,
  items_new bigint not null
);
create index source_checks_by_source on source_checks (source_id, id);

create table source_blind_periods (
  source_id bigint not null references sources (id) on delete cascade,
  from_at bigint not null,
  to_at bigint,
  primary key (source_id, from_at)
) {clustered};
create unique index source_blind_open on source_blind_periods (source_id) where to_at is null;

create table topics (
  id {identity},
  name text not null,
  kind bigint not null,
  query text not null,
  exclude text,
  group_name text,
  enabled bigint not null,
  created_at bigint not null,
  version bigint not null,
  deleting bigint not null default 0
);

create table topic_revision (revision bigint not null);
insert into topic_revision (revision) values (1);

create table rematches (
  topic_id bigint not null primary key references topics (id) on delete cascade,
  topic_version bigint not null,
  phase bigint not null,
  position_id bigint not null
);

create table mentions (
  id {identity},
  source_id bigint not null references sources (id),
  kind bigint not null,
  external_id text,
  parent_id text,
  url text,
  site text not null,
  title text,
  text text not null,
  language text not null,
  author_key text not null,
  author_id text,
  author_name text,
  author_handle text,
  author_url text,
  published_at bigint not null,
  dated bigint not null,
  updated_at bigint,
  seen_at bigint not null,
  text_seen_at bigint not null,
  edited_at bigint,
  rating_value double precision,
  rating_best double precision,
  rating_worst double precision,
  item_reviewed text,
  likes bigint,
  replies bigint,
  shares bigint,
  reach bigint,
  label bigint not null,
  negative double precision not null,
  neutral double precision not null,
  positive double precision not null,
  score10 double precision not null,
  nps bigint not null,
  nps_basis bigint not null,
  doubt bigint not null,
  urgency double precision not null,
  spam double precision not null,
  model_version text not null,
  corrected bigint not null,
  content_hash bigint not null,
  -- Null for a mention that copies none: it is a story of its own, or the one a story began with.
  story_id bigint
);
create index mentions_by_time on mentions (published_at, id);
create index mentions_copies on mentions (story_id) where story_id is not null;
create index mentions_by_source on mentions (source_id);

-- Earlier texts of mentions that changed at the source.
create table mention_versions (
  id {identity},
  mention_id bigint not null references mentions (id) on delete cascade,
  title text,
  text text not null,
  rating_value double precision,
  rating_best double precision,
  rating_worst double precision,
  label bigint not null,
  model_version text not null,
  seen_at bigint not null,
  replaced_at bigint not null
);
create index mention_versions_by_mention on mention_versions (mention_id);

-- published_at and seen_at repeat the mention's, so that lists of a topic are read off an index.
create table mention_topics (
  topic_id bigint not null references topics (id),
  published_at bigint not null,
  mention_id bigint not null references mentions (id) on delete cascade,
  seen_at bigint not null,
  primary key (topic_id, published_at, mention_id)
) {clustered};
create unique index mention_topics_by_mention on mention_topics (mention_id, topic_id);
create index mention_topics_by_seen on mention_topics (topic_id, seen_at);

-- Items that matched no topic when they came.
create table unmatched_items (
  id {identity},
  source_id bigint not null references sources (id) on delete cascade,
  site text not null,
  language text not null,
  published_at bigint not null,
  seen_at bigint not null,
  content_hash bigint not null,
  item text not null
);
create index unmatched_items_by_time on unmatched_items (published_at, id);
create index unmatched_items_by_seen on unmatched_items (seen_at);
create index unmatched_items_by_source on unmatched_items (source_id);

-- The names under which items are known. The hash is cut from SHA-256. Owner: a mention's id, or minus an unmatched item's id.
-- Scope: hash of the host within which an id is unique; null for a key by URL.
create table item_keys (
  key_hash bigint not null primary key,
  scope bigint,
  owner bigint not null
) {clustered};
create index item_keys_by_owner on item_keys (owner);

-- Only stories of two and more; every other mention is a story of its own. The id is that of the mention it began with.
create table stories (
  id bigint not null primary key,
  size bigint not null
) {clustered};

-- Rows may outlive their mention or its text: a candidate is always verified on the texts.
create table story_bands (
  band bigint not null,
  published_at bigint not null,
  mention_id bigint not null,
  primary key (band, published_at, mention_id)
) {clustered};

-- Source 0 is the sum of all sources, so that a year of one topic is 8,760 rows whatever the number of sources.
create table hourly_counts (
  topic_id bigint not null,
  source_id bigint not null,
  hour bigint not null,
  negative bigint not null,
  neutral bigint not null,
  positive bigint not null,
  inferred_detractors bigint not null,
  inferred_passives bigint not null,
  inferred_promoters bigint not null,
  star_detractors bigint not null,
  star_passives bigint not null,
  star_promoters bigint not null,
  primary key (topic_id, source_id, hour)
) {clustered};

create table outbox (
  sequence {identity},
  mention_id bigint not null
);

-- stage: 0 to handle, 1 waiting, 2 closed. published_at repeats the mention's, so that a page of the inbox needs no sorting.
create table cases (
  mention_id bigint not null primary key references mentions (id) on delete cascade,
  status bigint not null,
  stage bigint not null,
  assignee_id bigint,
  priority bigint not null,
  due_at bigint,
  snoozed_until bigint,
  opened_at bigint not null,
  first_action_at bigint,
  closed_at bigint,
  version bigint not null,
  published_at bigint not null
);
create index cases_by_stage on cases (stage, published_at, mention_id);
create index cases_by_assignee on cases (assignee_id, published_at, mention_id) where assignee_id is not null;
create index cases_by_opening on cases (opened_at);

create table case_events (
  id {identity},
  mention_id bigint not null references mentions (id) on delete cascade,
  at bigint not null,
  user_id bigint,
  kind bigint not null,
  from_value text,
  to_value text,
  note text
);
create index case_events_by_mention on case_events (mention_id, id);

create table episodes (
  id {identity},
  topic_id bigint not null references topics (id) on delete cascade,
  opened_at bigint not null,
  closed_at bigint,
  escalated_at bigint,
  evidence text not null,
  peak text not null,
  tracker text not null,
  owner_id bigint,
  acknowledged_at bigint,
  verdict bigint,
  note text
);
create unique index episodes_open on episodes (topic_id) where closed_at is null;
create index episodes_by_time on episodes (opened_at, id);

create table notifications (
  id {identity},
  key text not null unique,
  kind bigint not null,
  notifier text not null,
  recipient text not null,
  language text not null,
  subject_id bigint not null,
  created_at bigint not null,
  claimed_at bigint,
  sent_at bigint,
  attempts bigint not null,
  next_attempt_at bigint not null,
  last_error text,
  dead bigint not null
);
create index notifications_waiting on notifications (next_attempt_at) where sent_at is null and dead = 0;
create index notifications_by_subject on notifications (subject_id);

create table job_runs (
  id {identity},
  job text not null,
  process text not null,
  started_at bigint not null,
  duration_ms bigint not null,
  outcome bigint not null,
  worked bigint not null,
  message text
);
create index job_runs_by_time on job_runs (started_at, id);
create index job_runs_by_job on job_runs (job, started_at, id);

create table job_summaries (
  job text not null primary key,
  last_run_at bigint,
  last_duration_ms bigint,
  last_success_at bigint,
  last_failure_at bigint,
  last_error text,
  runs bigint not null,
  failures bigint not null
);

create table users (
  id {identity},
  email text not null,
  email_key text not null unique,
  name text not null,
  role bigint not null,
  password_hash text,
  security_stamp text not null,
  failed_sign_ins bigint not null,
  locked_out_until bigint,
  language text not null,
  time_zone text not null,
  receives_alerts bigint not null,
  created_at bigint not null,
  enabled bigint not null
);

create table settings (
  key text not null primary key,
  value text not null
);
