-- up
create type session_status as enum ('active', 'completed');
create type interaction_kind as enum ('view', 'answer', 'card_review', 'skip');
create type answer_confidence as enum ('guess', 'unsure', 'sure');
create type card_rating as enum ('again', 'hard', 'good', 'easy');
create type card_state as enum ('new', 'learning', 'review', 'relearning');
create type feedback_kind as enum ('rating', 'comment', 'report');
create type feedback_status as enum ('open', 'resolved', 'dismissed');

create table learners (
  organization_id uuid not null,
  user_id uuid not null,
  profile jsonb not null default '{}',
  preferences jsonb not null default '{}',
  daily_minutes smallint not null default 10 check (daily_minutes between 1 and 240),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade
);
comment on table learners is 'A member who studies.';
comment on column learners.organization_id is 'Tenant.';
comment on column learners.user_id is 'The person.';
comment on column learners.profile is 'Interests, goal and preferred level.';
comment on column learners.preferences is 'How they like to study.';
comment on column learners.daily_minutes is 'Minutes a day that they plan for.';
comment on column learners.created_at is 'When the row was made.';
comment on column learners.updated_at is 'When the row was last changed.';
select protect_tenant_table('learners');
select protect_private_rows('learners');

create table learning_sessions (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  material_id uuid,
  status session_status not null default 'active',
  target_minutes smallint not null default 10 check (target_minutes between 1 and 240),
  state jsonb not null default '{}',
  step integer not null default 0 check (step >= 0),
  answered integer not null default 0 check (answered >= 0),
  correct integer not null default 0 check (correct >= 0 and correct <= answered),
  active_seconds integer not null default 0 check (active_seconds >= 0),
  started_at timestamptz not null default now(),
  last_activity_at timestamptz not null default now(),
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references learners (organization_id, user_id) on delete cascade,
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete cascade,
  constraint learning_sessions_ended check ((status = 'completed') = (ended_at is not null))
);
comment on table learning_sessions is 'A sitting of study; goes on where it was, on any device.';
comment on column learning_sessions.organization_id is 'Tenant.';
comment on column learning_sessions.id is 'UUID version 7.';
comment on column learning_sessions.user_id is 'The learner.';
comment on column learning_sessions.material_id is 'The one material studied; null for all.';
comment on column learning_sessions.status is 'active or completed.';
comment on column learning_sessions.target_minutes is 'Planned length.';
comment on column learning_sessions.state is 'The step that is shown now, with its result if answered.';
comment on column learning_sessions.step is 'Number of the current step.';
comment on column learning_sessions.answered is 'Answers given.';
comment on column learning_sessions.correct is 'Right answers.';
comment on column learning_sessions.active_seconds is 'Time spent on items.';
comment on column learning_sessions.started_at is 'When it began.';
comment on column learning_sessions.last_activity_at is 'Last sign of the learner.';
comment on column learning_sessions.ended_at is 'When it ended.';
comment on column learning_sessions.created_at is 'When the row was made.';
comment on column learning_sessions.updated_at is 'When the row was last changed.';
create unique index learning_sessions_one_active on learning_sessions (organization_id, user_id) where status = 'active';
create index learning_sessions_recent on learning_sessions (organization_id, user_id, started_at desc);
create index learning_sessions_material on learning_sessions (organization_id, material_id);
select protect_tenant_table('learning_sessions');
select protect_private_rows('learning_sessions');

create table interactions (
  organization_id uuid not null,
  id uuid not null,
  created_at timestamptz not null default now(),
  user_id uuid not null,
  session_id uuid,
  item_id uuid not null,
  item_version integer,
  kind interaction_kind not null,
  response jsonb,
  is_correct boolean,
  score real check (score between 0 and 1),
  confidence answer_confidence,
  rating card_rating,
  response_ms integer check (response_ms >= 0),
  hints_used smallint not null default 0 check (hints_used >= 0),
  mastery_before real check (mastery_before between 0 and 100),
  mastery_after real check (mastery_after between 0 and 100),
  primary key (organization_id, created_at, id),
  foreign key (organization_id, user_id) references learners (organization_id, user_id) on delete cascade,
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade,
  foreign key (organization_id, session_id) references learning_sessions (organization_id, id) on delete cascade
) partition by range (created_at);
comment on table interactions is 'Everything that a learner did with an item; by month.';
comment on column interactions.organization_id is 'Tenant.';
comment on column interactions.id is 'UUID version 7.';
comment on column interactions.created_at is 'When it happened.';
comment on column interactions.user_id is 'The learner.';
comment on column interactions.session_id is 'In which session.';
comment on column interactions.item_id is 'With which item.';
comment on column interactions.item_version is 'Version of the question.';
comment on column interactions.kind is 'view, answer, card_review or skip.';
comment on column interactions.response is 'What was answered.';
comment on column interactions.is_correct is 'Whether it was right.';
comment on column interactions.score is 'Share of the points, 0-1.';
comment on column interactions.confidence is 'guess, unsure or sure.';
comment on column interactions.rating is 'How well a card was remembered.';
comment on column interactions.response_ms is 'Time to answer, milliseconds.';
comment on column interactions.hints_used is 'Hints opened.';
comment on column interactions.mastery_before is 'Mastery of its first concept before, 0-100.';
comment on column interactions.mastery_after is 'And after.';
create index interactions_user on interactions (organization_id, user_id, created_at desc);
create index interactions_item on interactions (organization_id, item_id, created_at desc);
create index interactions_session on interactions (organization_id, session_id);
select protect_tenant_table('interactions');
select protect_private_rows('interactions');

create table item_exposures (
  organization_id uuid not null,
  user_id uuid not null,
  item_id uuid not null,
  seen_count integer not null default 1 check (seen_count >= 0),
  correct_count integer not null default 0 check (correct_count >= 0 and correct_count <= seen_count),
  last_seen_at timestamptz not null,
  primary key (organization_id, user_id, item_id),
  foreign key (organization_id, user_id) references learners (organization_id, user_id) on delete cascade,
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade
);
comment on table item_exposures is 'How often a learner has met an item: what the next choice needs, without reading the history.';
comment on column item_exposures.organization_id is 'Tenant.';
comment on column item_exposures.user_id is 'The learner.';
comment on column item_exposures.item_id is 'The item.';
comment on column item_exposures.seen_count is 'Times shown.';
comment on column item_exposures.correct_count is 'Times right.';
comment on column item_exposures.last_seen_at is 'Last time.';
create index item_exposures_item on item_exposures (organization_id, item_id);
select protect_tenant_table('item_exposures');
select protect_private_rows('item_exposures');

create table mastery (
  organization_id uuid not null,
  user_id uuid not null,
  concept_id uuid not null,
  level real not null check (level between 0 and 100),
  logit real not null,
  evidence real not null check (evidence >= 0),
  stability_days real not null check (stability_days > 0),
  last_practiced_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id, concept_id),
  foreign key (organization_id, user_id) references learners (organization_id, user_id) on delete cascade,
  foreign key (organization_id, concept_id) references concepts (organization_id, id) on delete cascade
);
comment on table mastery is 'What a learner knows of a concept.';
comment on column mastery.organization_id is 'Tenant.';
comment on column mastery.user_id is 'The learner.';
comment on column mastery.concept_id is 'The concept.';
comment on column mastery.level is 'Level at the last practice, 0-100; forgetting since then is computed when read.';
comment on column mastery.logit is 'State of the model on its own scale.';
comment on column mastery.evidence is 'Effective number of answers behind it.';
comment on column mastery.stability_days is 'Days until recall falls to 90 %.';
comment on column mastery.last_practiced_at is 'Last practice.';
comment on column mastery.created_at is 'When the row was made.';
comment on column mastery.updated_at is 'When the row was last changed.';
create index mastery_concept on mastery (organization_id, concept_id);
select protect_tenant_table('mastery');
select protect_private_rows('mastery');

create view mastery_map with (security_invoker = true) as
select organization_id, user_id, jsonb_object_agg(concept_id, round(level)) as levels
from mastery
group by organization_id, user_id;
comment on view mastery_map is 'All mastery levels of a learner in one object.';
grant select on mastery_map to lectern_app;

create table flashcard_states (
  organization_id uuid not null,
  user_id uuid not null,
  item_id uuid not null,
  state card_state not null,
  stability real not null check (stability >= 0),
  difficulty real not null check (difficulty between 0 and 10),
  reps integer not null check (reps >= 0),
  lapses integer not null check (lapses >= 0),
  scheduled_days real not null check (scheduled_days >= 0),
  learning_steps smallint not null default 0 check (learning_steps >= 0),
  due_at timestamptz not null,
  last_reviewed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id, item_id),
  foreign key (organization_id, user_id) references learners (organization_id, user_id) on delete cascade,
  foreign key (organization_id, item_id) references flashcards (organization_id, item_id) on delete cascade
);
comment on table flashcard_states is 'The schedule of a card for a learner (FSRS).';
comment on column flashcard_states.organization_id is 'Tenant.';
comment on column flashcard_states.user_id is 'The learner.';
comment on column flashcard_states.item_id is 'The card.';
comment on column flashcard_states.state is 'new, learning, review or relearning.';
comment on column flashcard_states.stability is 'Days until recall falls to 90 %.';
comment on column flashcard_states.difficulty is 'FSRS difficulty, 1-10.';
comment on column flashcard_states.reps is 'Reviews so far.';
comment on column flashcard_states.lapses is 'Times forgotten.';
comment on column flashcard_states.scheduled_days is 'Length of the running interval, days.';
comment on column flashcard_states.learning_steps is 'Step within learning.';
comment on column flashcard_states.due_at is 'When to show it next.';
comment on column flashcard_states.last_reviewed_at is 'Last review.';
comment on column flashcard_states.created_at is 'When the row was made.';
comment on column flashcard_states.updated_at is 'When the row was last changed.';
create index flashcard_states_due on flashcard_states (organization_id, user_id, due_at);
create index flashcard_states_item on flashcard_states (organization_id, item_id);
select protect_tenant_table('flashcard_states');
select protect_private_rows('flashcard_states');

create table flashcard_reviews (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  item_id uuid not null,
  rating card_rating not null,
  state_before card_state not null,
  stability_before real,
  difficulty_before real,
  elapsed_days real not null check (elapsed_days >= 0),
  scheduled_days real not null check (scheduled_days >= 0),
  reviewed_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references learners (organization_id, user_id) on delete cascade,
  foreign key (organization_id, item_id) references flashcards (organization_id, item_id) on delete cascade
);
comment on table flashcard_reviews is 'Every review of a card, as FSRS needs them to fit its parameters.';
comment on column flashcard_reviews.organization_id is 'Tenant.';
comment on column flashcard_reviews.id is 'UUID version 7.';
comment on column flashcard_reviews.user_id is 'The learner.';
comment on column flashcard_reviews.item_id is 'The card.';
comment on column flashcard_reviews.rating is 'again, hard, good or easy.';
comment on column flashcard_reviews.state_before is 'State before.';
comment on column flashcard_reviews.stability_before is 'Stability before, days.';
comment on column flashcard_reviews.difficulty_before is 'Difficulty before.';
comment on column flashcard_reviews.elapsed_days is 'Days since the review before.';
comment on column flashcard_reviews.scheduled_days is 'Days until the next.';
comment on column flashcard_reviews.reviewed_at is 'When.';
create index flashcard_reviews_user on flashcard_reviews (organization_id, user_id, reviewed_at desc);
create index flashcard_reviews_item on flashcard_reviews (organization_id, item_id);
select protect_tenant_table('flashcard_reviews');
select protect_private_rows('flashcard_reviews');

create table user_feedback (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  item_id uuid not null,
  kind feedback_kind not null,
  rating smallint check (rating between 1 and 5),
  comment text check (length(comment) <= 4000),
  status feedback_status not null default 'open',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade,
  constraint user_feedback_content check (
    (kind = 'rating' and rating is not null) or (kind <> 'rating' and length(btrim(comment)) > 0)
  )
);
comment on table user_feedback is 'What people say of items: ratings, comments and reports of mistakes.';
comment on column user_feedback.organization_id is 'Tenant.';
comment on column user_feedback.id is 'UUID version 7.';
comment on column user_feedback.user_id is 'Who said it.';
comment on column user_feedback.item_id is 'Of which item.';
comment on column user_feedback.kind is 'rating, comment or report.';
comment on column user_feedback.rating is '1-5.';
comment on column user_feedback.comment is 'In their words.';
comment on column user_feedback.status is 'open, resolved or dismissed.';
comment on column user_feedback.created_at is 'When the row was made.';
comment on column user_feedback.updated_at is 'When the row was last changed.';
create index user_feedback_item on user_feedback (organization_id, item_id);
create index user_feedback_open on user_feedback (organization_id, created_at) where status = 'open';
create index user_feedback_user on user_feedback (organization_id, user_id);
select protect_tenant_table('user_feedback');
select protect_private_rows('user_feedback');

-- down
drop table user_feedback;
drop table flashcard_reviews;
drop table flashcard_states;
drop view mastery_map;
drop table mastery;
drop table item_exposures;
drop table interactions;
drop table learning_sessions;
drop table learners;
drop type feedback_status;
drop type feedback_kind;
drop type card_state;
drop type card_rating;
drop type answer_confidence;
drop type interaction_kind;
drop type session_status;
