-- up
create table item_statistics (
  organization_id uuid not null,
  item_id uuid not null,
  version integer not null,
  answers integer not null check (answers >= 0),
  learners integer not null check (learners >= 0),
  skips integer not null default 0 check (skips >= 0),
  hinted integer not null default 0 check (hinted between 0 and learners),
  facility real check (facility between 0 and 1),
  discrimination real check (discrimination between -1 and 1),
  compared integer not null default 0 check (compared between 0 and learners),
  group_size integer not null default 0 check (group_size >= 0 and group_size * 2 <= compared),
  options jsonb not null default '[]',
  lower_quartile_ms integer check (lower_quartile_ms >= 0),
  median_ms integer,
  upper_quartile_ms integer,
  flags text[] not null default '{}',
  kept_flags text[] not null default '{}',
  kept_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, item_id, version),
  foreign key (organization_id, item_id, version)
    references question_versions (organization_id, question_id, version) on delete cascade,
  foreign key (organization_id, kept_by) references item_reviews (organization_id, id) on delete set null (kept_by),
  constraint item_statistics_quartiles check (lower_quartile_ms <= median_ms and median_ms <= upper_quartile_ms)
);
comment on table item_statistics is 'What the answers tell of a wording of a question: how hard it is, whom it tells apart, and how its options are chosen.';
comment on column item_statistics.organization_id is 'Tenant.';
comment on column item_statistics.item_id is 'The question.';
comment on column item_statistics.version is 'The wording that was answered.';
comment on column item_statistics.answers is 'Answers, repeated ones too.';
comment on column item_statistics.learners is 'Learners who answered; what follows counts the first answer of each.';
comment on column item_statistics.skips is 'Times that it was skipped.';
comment on column item_statistics.hinted is 'Learners who opened a hint first.';
comment on column item_statistics.facility is 'Mean score, 0-1; null without a score.';
comment on column item_statistics.discrimination is 'Correlation of the score with the score on other questions, -1 to 1; null where too few can be compared.';
comment on column item_statistics.compared is 'Learners whose score on other questions is known.';
comment on column item_statistics.group_size is 'Learners in the upper and in the lower group, 27 % each of those compared; 0 where they are too few.';
comment on column item_statistics.options is 'How often each option was chosen, in the order of the key: by all, by the upper and by the lower group.';
comment on column item_statistics.lower_quartile_ms is 'A quarter answered within so many milliseconds.';
comment on column item_statistics.median_ms is 'Half answered within so many milliseconds.';
comment on column item_statistics.upper_quartile_ms is 'Three quarters answered within so many milliseconds.';
comment on column item_statistics.flags is 'Codes of what looks wrong.';
comment on column item_statistics.kept_flags is 'Those that a person has looked at.';
comment on column item_statistics.kept_by is 'The decision in which.';
comment on column item_statistics.created_at is 'When the row was made.';
comment on column item_statistics.updated_at is 'When it was last calculated, or looked at.';
create index item_statistics_kept on item_statistics (organization_id, kept_by);
select protect_tenant_table('item_statistics');

create table calibrations (
  organization_id uuid not null references organizations (id) on delete cascade,
  calculated_to timestamptz not null,
  primary key (organization_id)
);
comment on table calibrations is 'How far the answers of an organization have been counted into the statistics of its questions.';
comment on column calibrations.organization_id is 'Tenant.';
comment on column calibrations.calculated_to is 'Time of the newest answer that was counted.';
select protect_tenant_table('calibrations');

alter table items add column flagged_at timestamptz;
comment on column items.flagged_at is 'Since when its answers look wrong; null where they do not, or where a person has looked.';
create index items_flagged on items (organization_id, material_id, position, type, id) where flagged_at is not null;

-- down
drop index items_flagged;
alter table items drop column flagged_at;
drop table calibrations;
drop table item_statistics;
