-- What people said of the model's labels, what was learned from it, and which model runs.

-- Every judgement, also one that confirms. The hash is the text's that was judged: of another text it says nothing.
create table label_judgements (
  id {identity},
  mention_id bigint not null references mentions (id) on delete cascade,
  user_id bigint not null,
  at bigint not null,
  label bigint not null,
  model_label bigint not null,
  model_version text not null,
  content_hash bigint not null
);
create index label_judgements_by_mention on label_judgements (mention_id, user_id, id);

insert into label_judgements (mention_id, user_id, at, label, model_label, model_version, content_hash)
select e.mention_id, e.user_id, e.at,
  case e.to_value when 'Negative' then 0 when 'Neutral' then 1 else 2 end,
  case when m.negative > m.neutral and m.negative > m.positive then 0 when m.positive > m.neutral then 2 else 1 end,
  m.model_version, m.content_hash
from case_events e join mentions m on m.id = e.mention_id
where e.kind = 6 and e.user_id is not null
order by e.id;

-- One row for each trial, with the candidate's weights (Base64) as long as it may be wanted.
create table model_trials (
  id {identity},
  at bigint not null,
  user_id bigint,
  version text,
  base_version text not null,
  report text not null,
  weights text
);
create index model_trials_by_version on model_trials (version) where version is not null;

-- Which model ran from when on; the last row runs. Version null: the one that came with the program.
create table model_uses (
  id {identity},
  at bigint not null,
  user_id bigint,
  version text,
  base_version text not null
);

-- state: 0 asked for, 1 running, 2 done, 3 failed, 4 stopped. from_at: how far back. position_*: how far it came.
create table model_tasks (
  id {identity},
  kind bigint not null,
  state bigint not null,
  user_id bigint,
  asked_at bigint not null,
  started_at bigint,
  ended_at bigint,
  beat_at bigint,
  process text,
  stop bigint not null default 0,
  from_at bigint not null,
  position_at bigint not null,
  position_id bigint not null,
  total bigint not null,
  done bigint not null,
  changed bigint not null,
  message text
);
create unique index model_tasks_open on model_tasks (kind) where state < 2;
