-- up
alter type question_type add value 'multiple_response';
alter type question_type add value 'numeric';
alter type question_type add value 'matching';
alter type question_type add value 'ordering';
alter type question_type add value 'essay';
alter type summary_scope add value 'chapter' before 'material';

alter table summaries add column brief text, add column detailed text;
comment on column summaries.scope is 'chunk, chapter or material.';
comment on column summaries.text is 'The summary at its usual length.';
comment on column summaries.brief is 'The same in a sentence or two; null where it would be no shorter.';
comment on column summaries.detailed is 'The same at length; null where the source says no more.';

alter table nuggets add column prerequisites text[] not null default '{}', add column related_concepts text[] not null default '{}';
comment on column nuggets.prerequisites is 'Names of concepts to know before.';
comment on column nuggets.related_concepts is 'Names of concepts that go with it.';

create type open_answer_status as enum ('pending', 'graded');
create table open_answers (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  item_id uuid not null,
  question_version integer not null,
  text text not null check (length(text) between 1 and 20000),
  status open_answer_status not null default 'pending',
  criteria jsonb not null default '[]',
  comment text check (length(comment) <= 4000),
  points numeric(8, 2) check (points >= 0),
  max_points numeric(8, 2) not null check (max_points > 0),
  suggestion jsonb,
  graded_by uuid references users (id) on delete set null,
  graded_at timestamptz,
  seen_at timestamptz,
  confidence answer_confidence,
  hints_used smallint not null default 0 check (hints_used >= 0),
  response_ms integer not null default 0 check (response_ms >= 0),
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references learners (organization_id, user_id) on delete cascade,
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade,
  foreign key (organization_id, item_id, question_version)
    references question_versions (organization_id, question_id, version) on delete cascade,
  constraint open_answers_graded check ((status = 'graded') = (graded_at is not null and points is not null)),
  constraint open_answers_points check (points <= max_points)
);
comment on table open_answers is 'Essays of learners, and what they were graded.';
comment on column open_answers.organization_id is 'Tenant.';
comment on column open_answers.id is 'UUID version 7.';
comment on column open_answers.user_id is 'The learner.';
comment on column open_answers.item_id is 'The question.';
comment on column open_answers.question_version is 'Version that was answered.';
comment on column open_answers.text is 'What the learner wrote.';
comment on column open_answers.status is 'pending or graded.';
comment on column open_answers.criteria is 'Points and comment for each criterion of the rubric, in its order.';
comment on column open_answers.comment is 'What the grader says of the whole.';
comment on column open_answers.points is 'Points given; null until graded.';
comment on column open_answers.max_points is 'Points that the rubric offers.';
comment on column open_answers.suggestion is 'Grade that a model proposes; a person decides.';
comment on column open_answers.graded_by is 'Who graded.';
comment on column open_answers.graded_at is 'When it was graded last.';
comment on column open_answers.seen_at is 'When the learner saw the grade.';
comment on column open_answers.confidence is 'How sure the learner was.';
comment on column open_answers.hints_used is 'Hints opened before.';
comment on column open_answers.response_ms is 'Time spent on it.';
comment on column open_answers.revision is 'Counts grades; the ETag.';
comment on column open_answers.created_at is 'When it was handed in.';
comment on column open_answers.updated_at is 'When the row was last changed.';
create index open_answers_pending on open_answers (organization_id, id) where graded_at is null;
create index open_answers_user on open_answers (organization_id, user_id, created_at desc);
create index open_answers_item on open_answers (organization_id, item_id, question_version);
select protect_tenant_table('open_answers');
select protect_private_rows('open_answers');
create trigger audit after update on open_answers
  for each row when (old.revision <> new.revision) execute function record_audit('open_answers', 'id');

-- down
drop table open_answers;
drop type open_answer_status;
alter table nuggets drop column prerequisites, drop column related_concepts;
alter table summaries drop column brief, drop column detailed;
comment on column summaries.scope is 'chunk or material.';
comment on column summaries.text is 'The summary.';
-- An enum cannot lose a value: it is made anew. Rows of the new kinds make this fail, so that none is lost.
alter type summary_scope rename to summary_scope_before;
create type summary_scope as enum ('chunk', 'material');
alter table summaries alter column scope type summary_scope using scope::text::summary_scope;
drop type summary_scope_before;
alter type question_type rename to question_type_before;
create type question_type as enum ('multiple_choice', 'true_false', 'fill_blank', 'short_answer');
alter table questions alter column question_type type question_type using question_type::text::question_type;
drop type question_type_before;
