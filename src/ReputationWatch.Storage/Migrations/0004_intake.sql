-- The fingerprints by which copies of a story are found, one row a mention (another when its text is edited; none for a copy that was
-- published near the mention it copies, which stands for it). Rows are added at the end and read by time into memory: the table that
-- this one replaces had six rows a mention, all over the place, and writing them took longer than all the rest.
-- A row may outlive its mention or its text (a candidate is always verified on the texts); deleting by mention_id is always safe.
-- What runs in memory follows the sequence, so rows must not be updated.
create table story_sketches (
  sequence {identity},
  mention_id bigint not null,
  published_at bigint not null,
  band_1 bigint not null,
  band_2 bigint,
  band_3 bigint,
  band_4 bigint,
  band_5 bigint,
  band_6 bigint,
  shape_left bigint not null default 0,
  shape_right bigint not null default 0
);
insert into story_sketches (mention_id, published_at, band_1) select mention_id, published_at, band from story_bands order by mention_id;
create index story_sketches_by_time on story_sketches (published_at);
create index story_sketches_by_mention on story_sketches (mention_id);
drop table story_bands;
