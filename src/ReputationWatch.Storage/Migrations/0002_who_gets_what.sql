-- What each person wants to be told; the document is AlertPreferences.
create table alert_preferences (
  user_id bigint not null primary key references users (id) on delete cascade,
  preferences text not null
);

-- Chats and programs that are told. The address and the secret let anybody write there: never shown again, never logged.
create table channels (
  id {identity},
  name text not null,
  kind bigint not null,
  url text not null,
  secret text,
  language text not null,
  enabled bigint not null,
  created_at bigint not null,
  wishes text not null
);

-- Browsers that asked for push messages (RFC 8030); the keys are the browser's.
create table push_subscriptions (
  id {identity},
  user_id bigint not null references users (id) on delete cascade,
  endpoint text not null unique,
  public_key text not null,
  auth_secret text not null,
  browser text not null,
  created_at bigint not null
);
create index push_subscriptions_by_user on push_subscriptions (user_id);

-- Whose row it is, for quiet hours, limits and an address that was corrected meanwhile.
alter table notifications add column user_id bigint;
alter table notifications add column channel_id bigint;
-- What a digest is about: daily:2026-11-21.
alter table notifications add column about text;
-- Null until quiet hours and the hourly limit let it go.
alter table notifications add column released_at bigint;
-- Why it waits or was settled without a message.
alter table notifications add column hold bigint not null default 0;
-- The one message that tells it together with others.
alter table notifications add column bundle_id bigint;
create index notifications_sent on notifications (recipient, sent_at) where sent_at is not null;
create index notifications_bundled on notifications (bundle_id) where bundle_id is not null;
create index notifications_dead on notifications (id) where dead = 1;

-- One row, counted up by whoever decides what may leave: two processes that decide at once take turns.
create table notification_turn (turn bigint not null);
insert into notification_turn (turn) values (0);
