-- What people set for a topic's alerts. Signals: 1 negative mentions, 2 all mentions, 4 dip of sentiment, 8 together with its group.
alter table topics add column sensitivity bigint not null default 1;
alter table topics add column signals bigint not null default 1;
alter table topics add column escalate_after_ms bigint;
alter table topics add column alerts_snoozed_until bigint;
-- The version of the query whose history was searched for episodes.
alter table topics add column history_searched bigint not null default 0;

-- origin: 0 as it happened, 1 found in history, when nobody was alerted. hush: why no mail left, as JSON.
alter table episodes add column group_name text;
alter table episodes add column origin bigint not null default 0;
alter table episodes add column hush text;
alter table episodes add column told_at bigint;
alter table episodes add column escalation_step bigint not null default 0;
alter table episodes add column escalates_at bigint;
create index episodes_by_topic on episodes (topic_id, opened_at);

-- Who did what when. link: the signature of the link by which it was done; each works once.
create table episode_events (
  id {identity},
  episode_id bigint not null references episodes (id) on delete cascade,
  at bigint not null,
  user_id bigint,
  kind bigint not null,
  from_value text,
  to_value text,
  note text,
  link text
);
create index episode_events_by_episode on episode_events (episode_id, id);
create unique index episode_events_by_link on episode_events (link) where link is not null;

-- Times in which no mail leaves: campaigns, maintenance, known events. Without topics and group it is for all.
create table calendar_entries (
  id {identity},
  kind bigint not null,
  title text not null,
  from_at bigint not null,
  to_at bigint not null,
  group_name text,
  created_by bigint,
  created_at bigint not null
);
create index calendar_entries_by_time on calendar_entries (from_at, id);

create table calendar_entry_topics (
  entry_id bigint not null references calendar_entries (id) on delete cascade,
  topic_id bigint not null references topics (id) on delete cascade,
  primary key (entry_id, topic_id)
) {clustered};
