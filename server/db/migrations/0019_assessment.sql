-- up
create type assessment_kind as enum ('quiz', 'exam', 'project', 'assignment');
create type question_layout as enum ('all', 'one');
create type show_answers as enum ('never', 'after_submit', 'after_close');
create type retry_policy as enum ('best', 'last', 'average');
create type attempt_status as enum ('in_progress', 'submitted', 'graded');
create type submitted_by as enum ('learner', 'time', 'teacher');
create type answer_grader as enum ('machine', 'person');
create type submission_status as enum ('draft', 'submitted', 'returned', 'graded');

create table grade_categories (
  organization_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  position integer not null check (position >= 1),
  name text not null check (length(btrim(name)) between 1 and 100),
  weight numeric(7, 2) not null default 1 check (weight >= 0),
  drop_lowest smallint not null default 0 check (drop_lowest between 0 and 20),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint grade_categories_position unique (organization_id, course_id, position) deferrable initially deferred,
  unique (organization_id, course_id, id),
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade
);
comment on table grade_categories is 'Groups of assessments in a gradebook, with their share in the course grade.';
comment on column grade_categories.organization_id is 'Tenant.';
comment on column grade_categories.id is 'UUID version 7.';
comment on column grade_categories.course_id is 'The course.';
comment on column grade_categories.position is 'Order, from 1.';
comment on column grade_categories.name is 'Name, 1-100 characters.';
comment on column grade_categories.weight is 'Share in the course grade, relative to the other categories.';
comment on column grade_categories.drop_lowest is 'So many of the lowest grades in it do not count.';
comment on column grade_categories.created_at is 'When the row was made.';
comment on column grade_categories.updated_at is 'When the row was last changed.';
select protect_tenant_table('grade_categories');
create trigger audit after insert or delete or update of name, weight, drop_lowest on grade_categories
  for each row execute function record_audit('grade_categories', 'id');

create table assessments (
  organization_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  lesson_id uuid not null,
  kind assessment_kind not null default 'quiz',
  instructions text not null default '' check (length(instructions) <= 20000),
  passing_score numeric(5, 2) not null default 70 check (passing_score between 0 and 100),
  max_attempts integer default 3 check (max_attempts between 1 and 100),
  time_limit_minutes integer check (time_limit_minutes between 1 and 1440),
  opens_at timestamptz,
  due_at timestamptz,
  closes_at timestamptz,
  late_penalty_percent numeric(5, 2) not null default 0 check (late_penalty_percent between 0 and 100),
  shuffle_questions boolean not null default false,
  shuffle_options boolean not null default true,
  question_layout question_layout not null default 'all',
  allow_back boolean not null default true,
  show_answers show_answers not null default 'after_submit',
  retry_policy retry_policy not null default 'best',
  hold_grades boolean not null default false,
  grading_criteria jsonb not null default '[]' check (jsonb_typeof(grading_criteria) = 'array'),
  weight numeric(7, 2) not null default 1 check (weight >= 0),
  category_id uuid,
  last_closes_at timestamptz,
  revision integer not null default 1 check (revision >= 1),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, lesson_id),
  unique (organization_id, course_id, id),
  foreign key (organization_id, course_id, lesson_id) references lessons (organization_id, course_id, id) on delete cascade,
  foreign key (organization_id, course_id, category_id) references grade_categories (organization_id, course_id, id) on delete set null (category_id),
  constraint assessments_window check (
    (opens_at is null or closes_at is null or opens_at < closes_at)
    and (due_at is null or closes_at is null or due_at <= closes_at)
    and (due_at is null or opens_at is null or opens_at < due_at)
  ),
  constraint assessments_back check (allow_back or question_layout = 'one'),
  constraint assessments_answers check (show_answers <> 'after_close' or closes_at is not null)
);
comment on table assessments is 'What a lesson of kind assessment asks, and by which rules; changes take effect with the next attempt.';
comment on column assessments.organization_id is 'Tenant.';
comment on column assessments.id is 'UUID version 7.';
comment on column assessments.course_id is 'The course.';
comment on column assessments.lesson_id is 'The lesson that it serves, and whose title it has.';
comment on column assessments.kind is 'quiz or exam (questions), project or assignment (texts and files).';
comment on column assessments.instructions is 'What learners read before they begin.';
comment on column assessments.passing_score is 'Percent from which it is passed.';
comment on column assessments.max_attempts is 'Attempts, or submissions, that a learner has; null for no limit.';
comment on column assessments.time_limit_minutes is 'Minutes from the start of an attempt; null for no limit.';
comment on column assessments.opens_at is 'From when attempts may begin; null for at once.';
comment on column assessments.due_at is 'Until when it is in time.';
comment on column assessments.closes_at is 'When everything ends, attempts under way too.';
comment on column assessments.late_penalty_percent is 'Percentage points that each day begun after due_at takes off.';
comment on column assessments.shuffle_questions is 'Whether each attempt has its own order of questions within a section.';
comment on column assessments.shuffle_options is 'Whether each attempt has its own order of options.';
comment on column assessments.question_layout is 'all on one page, or one a page.';
comment on column assessments.allow_back is 'False where a question that was left stays closed.';
comment on column assessments.show_answers is 'When learners may read the right answers: never, after_submit or after_close.';
comment on column assessments.retry_policy is 'Which of several graded attempts counts: best, last or their average.';
comment on column assessments.hold_grades is 'Whether grades wait for a release before learners see them.';
comment on column assessments.grading_criteria is 'Rubric of a project or assignment: criterion, description, points.';
comment on column assessments.weight is 'Share within its category, relative to the other assessments there.';
comment on column assessments.category_id is 'Category of the gradebook.';
comment on column assessments.last_closes_at is 'The latest closing of any learner, with overrides: right answers are told after it.';
comment on column assessments.revision is 'Counts edits of settings, sections and questions; the ETag.';
comment on column assessments.created_at is 'When the row was made.';
comment on column assessments.updated_at is 'When the row was last changed.';
create index assessments_lesson on assessments (organization_id, course_id, lesson_id);
create index assessments_category on assessments (organization_id, course_id, category_id);
select protect_tenant_table('assessments');
create trigger audit after insert or delete or update of kind, passing_score, max_attempts, time_limit_minutes, opens_at, due_at,
  closes_at, late_penalty_percent, show_answers, retry_policy, hold_grades, grading_criteria, weight, category_id on assessments
  for each row execute function record_audit('assessments', 'id', 'last_closes_at');

create table assessment_sections (
  organization_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  position integer not null check (position >= 1),
  title text not null default '' check (length(title) <= 255),
  instructions text not null default '' check (length(instructions) <= 4000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, assessment_id, id),
  constraint assessment_sections_position unique (organization_id, assessment_id, position) deferrable initially deferred,
  foreign key (organization_id, assessment_id) references assessments (organization_id, id) on delete cascade
);
comment on table assessment_sections is 'Parts of a paper, in order.';
comment on column assessment_sections.organization_id is 'Tenant.';
comment on column assessment_sections.id is 'UUID version 7.';
comment on column assessment_sections.assessment_id is 'The assessment.';
comment on column assessment_sections.position is 'Order, from 1.';
comment on column assessment_sections.title is 'Title; may be empty.';
comment on column assessment_sections.instructions is 'What learners read at its beginning.';
comment on column assessment_sections.created_at is 'When the row was made.';
comment on column assessment_sections.updated_at is 'When the row was last changed.';
select protect_tenant_table('assessment_sections');

create table assessment_questions (
  organization_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  section_id uuid not null,
  position integer not null check (position >= 1),
  item_id uuid,
  draw_count integer check (draw_count between 1 and 100),
  points numeric(7, 2) check (points > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, assessment_id, id),
  unique (organization_id, assessment_id, item_id),
  constraint assessment_questions_position unique (organization_id, section_id, position) deferrable initially deferred,
  foreign key (organization_id, assessment_id, section_id) references assessment_sections (organization_id, assessment_id, id) on delete cascade,
  foreign key (organization_id, item_id) references questions (organization_id, item_id) on delete cascade,
  constraint assessment_questions_kind check ((item_id is null) = (draw_count is not null))
);
comment on table assessment_questions is 'Lines of a paper: one fixed question, or a pool out of which each attempt draws some.';
comment on column assessment_questions.organization_id is 'Tenant.';
comment on column assessment_questions.id is 'UUID version 7.';
comment on column assessment_questions.assessment_id is 'The assessment.';
comment on column assessment_questions.section_id is 'The section.';
comment on column assessment_questions.position is 'Order in the section, from 1.';
comment on column assessment_questions.item_id is 'The fixed question; null for a pool.';
comment on column assessment_questions.draw_count is 'How many are drawn from the pool; null for a fixed question.';
comment on column assessment_questions.points is 'Points for each question; null for its own.';
comment on column assessment_questions.created_at is 'When the row was made.';
comment on column assessment_questions.updated_at is 'When the row was last changed.';
create index assessment_questions_section on assessment_questions (organization_id, assessment_id, section_id);
create index assessment_questions_item on assessment_questions (organization_id, item_id);
select protect_tenant_table('assessment_questions');

create table pool_questions (
  organization_id uuid not null,
  entry_id uuid not null,
  item_id uuid not null,
  primary key (organization_id, entry_id, item_id),
  foreign key (organization_id, entry_id) references assessment_questions (organization_id, id) on delete cascade,
  foreign key (organization_id, item_id) references questions (organization_id, item_id) on delete cascade
);
comment on table pool_questions is 'Questions out of which a pool draws.';
comment on column pool_questions.organization_id is 'Tenant.';
comment on column pool_questions.entry_id is 'The pool.';
comment on column pool_questions.item_id is 'The question.';
create index pool_questions_item on pool_questions (organization_id, item_id);
select protect_tenant_table('pool_questions');

create table assessment_overrides (
  organization_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  user_id uuid not null,
  time_factor numeric(4, 2) not null default 1 check (time_factor between 1 and 10),
  extra_minutes integer not null default 0 check (extra_minutes between 0 and 1440),
  extra_attempts integer not null default 0 check (extra_attempts between 0 and 100),
  opens_at timestamptz,
  due_at timestamptz,
  closes_at timestamptz,
  reason text not null check (length(btrim(reason)) between 1 and 1000),
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, assessment_id, user_id),
  unique (organization_id, id),
  foreign key (organization_id, assessment_id) references assessments (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  constraint assessment_overrides_window check (opens_at is null or closes_at is null or opens_at < closes_at)
);
comment on table assessment_overrides is 'Learners for whom other rules hold: more time, more attempts, other dates.';
comment on column assessment_overrides.organization_id is 'Tenant.';
comment on column assessment_overrides.id is 'UUID version 7; the audit log names the row by it.';
comment on column assessment_overrides.assessment_id is 'The assessment.';
comment on column assessment_overrides.user_id is 'The learner.';
comment on column assessment_overrides.time_factor is 'The time limit times this, 1-10.';
comment on column assessment_overrides.extra_minutes is 'Minutes on top of that.';
comment on column assessment_overrides.extra_attempts is 'Attempts on top of the usual ones.';
comment on column assessment_overrides.opens_at is 'Other opening; null for the usual one.';
comment on column assessment_overrides.due_at is 'Other due date; null for the usual one.';
comment on column assessment_overrides.closes_at is 'Other closing; null for the usual one.';
comment on column assessment_overrides.reason is 'Why.';
comment on column assessment_overrides.created_by is 'Who decided it last.';
comment on column assessment_overrides.created_at is 'When the row was made.';
comment on column assessment_overrides.updated_at is 'When the row was last changed.';
create index assessment_overrides_user on assessment_overrides (organization_id, user_id);
select protect_tenant_table('assessment_overrides');
select protect_private_rows('assessment_overrides');
create trigger audit after insert or update or delete on assessment_overrides
  for each row execute function record_audit('assessment_overrides', 'id');

create table assessment_attempts (
  organization_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  user_id uuid not null,
  number integer not null check (number >= 1),
  seed text not null check (seed ~ '^[0-9a-f]{32}$'),
  status attempt_status not null default 'in_progress',
  sections jsonb not null default '[]' check (jsonb_typeof(sections) = 'array'),
  question_count integer not null check (question_count >= 1),
  question_layout question_layout not null,
  allow_back boolean not null,
  current_position integer not null default 1 check (current_position >= 1),
  started_at timestamptz not null,
  deadline_at timestamptz,
  submitted_at timestamptz,
  submitted_by submitted_by,
  score numeric(9, 2) check (score >= 0),
  max_score numeric(9, 2) not null check (max_score > 0),
  late_penalty numeric(5, 2) not null default 0 check (late_penalty between 0 and 100),
  percent numeric(5, 2) check (percent between 0 and 100),
  passed boolean,
  practised_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, id, user_id),
  unique (organization_id, assessment_id, user_id, number),
  foreign key (organization_id, assessment_id) references assessments (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  constraint assessment_attempts_submitted check (
    (status = 'in_progress') = (submitted_at is null) and (submitted_at is null) = (submitted_by is null)
  ),
  constraint assessment_attempts_graded check (
    (status = 'graded') = (percent is not null) and (percent is null) = (score is null) and (percent is null) = (passed is null)
  ),
  constraint assessment_attempts_time check (deadline_at >= started_at)
);
comment on table assessment_attempts is 'A learner''s way through a paper; what is asked and until when is fixed at its start.';
comment on column assessment_attempts.organization_id is 'Tenant.';
comment on column assessment_attempts.id is 'UUID version 7.';
comment on column assessment_attempts.assessment_id is 'The assessment.';
comment on column assessment_attempts.user_id is 'The learner.';
comment on column assessment_attempts.number is '1, 2, ... of this learner; its uniqueness holds the limit of attempts.';
comment on column assessment_attempts.seed is '128 random bits that draw questions and orders; the same seed gives the same paper.';
comment on column assessment_attempts.status is 'in_progress, submitted (waits for a person''s grade) or graded.';
comment on column assessment_attempts.sections is 'Titles and instructions of the sections, as they were at the start.';
comment on column assessment_attempts.question_count is 'Questions of the paper.';
comment on column assessment_attempts.question_layout is 'As it was set at the start.';
comment on column assessment_attempts.allow_back is 'As it was set at the start.';
comment on column assessment_attempts.current_position is 'Where there is no going back: the question that is open.';
comment on column assessment_attempts.started_at is 'When it began.';
comment on column assessment_attempts.deadline_at is 'When it is handed in by itself; null where there is no limit.';
comment on column assessment_attempts.submitted_at is 'When it was handed in.';
comment on column assessment_attempts.submitted_by is 'By the learner, by the end of its time, or by a teacher.';
comment on column assessment_attempts.score is 'Points earned; null until all answers are graded.';
comment on column assessment_attempts.max_score is 'Points that it offers.';
comment on column assessment_attempts.late_penalty is 'Percentage points taken off because it was late.';
comment on column assessment_attempts.percent is 'Result, 0-100.';
comment on column assessment_attempts.passed is 'Whether that reached the passing score.';
comment on column assessment_attempts.practised_at is 'When its answers went into the learner''s mastery.';
comment on column assessment_attempts.created_at is 'When the row was made.';
comment on column assessment_attempts.updated_at is 'When the row was last changed.';
create unique index assessment_attempts_one_open on assessment_attempts (organization_id, assessment_id, user_id) where status = 'in_progress';
create index assessment_attempts_newest on assessment_attempts (organization_id, assessment_id, id desc);
create index assessment_attempts_user on assessment_attempts (organization_id, user_id);
create index assessment_attempts_overdue on assessment_attempts (organization_id, deadline_at) where status = 'in_progress' and deadline_at is not null;
select protect_tenant_table('assessment_attempts');
select protect_private_rows('assessment_attempts');

create table attempt_questions (
  organization_id uuid not null,
  attempt_id uuid not null,
  position integer not null check (position >= 1),
  user_id uuid not null,
  section smallint not null check (section >= 0),
  item_id uuid not null,
  version integer not null,
  points numeric(7, 2) not null check (points > 0),
  option_order smallint[] not null default '{}',
  right_order smallint[] not null default '{}',
  primary key (organization_id, attempt_id, position),
  unique (organization_id, attempt_id, item_id),
  foreign key (organization_id, attempt_id, user_id) references assessment_attempts (organization_id, id, user_id) on delete cascade,
  foreign key (organization_id, item_id, version) references question_versions (organization_id, question_id, version)
);
comment on table attempt_questions is 'What an attempt asks: which wording at which place; never changed.';
comment on column attempt_questions.organization_id is 'Tenant.';
comment on column attempt_questions.attempt_id is 'The attempt.';
comment on column attempt_questions.position is 'Place in the paper, from 1.';
comment on column attempt_questions.user_id is 'The learner.';
comment on column attempt_questions.section is 'Place of its section in the sections of the attempt, from 0.';
comment on column attempt_questions.item_id is 'The question.';
comment on column attempt_questions.version is 'The wording that is asked.';
comment on column attempt_questions.points is 'Points for a wholly right answer.';
comment on column attempt_questions.option_order is 'Places in the answer key of options, or of steps to order, in the order shown.';
comment on column attempt_questions.right_order is 'The same of the right-hand texts of a matching question.';
create index attempt_questions_user on attempt_questions (organization_id, attempt_id, user_id);
create index attempt_questions_version on attempt_questions (organization_id, item_id, version);
select protect_tenant_table('attempt_questions');
select protect_private_rows('attempt_questions');

create table attempt_answers (
  organization_id uuid not null,
  attempt_id uuid not null,
  position integer not null,
  user_id uuid not null,
  response jsonb,
  revision bigint not null default 0 check (revision >= 0),
  elapsed_ms integer not null default 0 check (elapsed_ms >= 0),
  saved_at timestamptz,
  waiting_since timestamptz,
  score numeric(7, 2) check (score >= 0),
  is_correct boolean,
  grader answer_grader,
  graded_version integer,
  graded_by uuid references users (id) on delete set null,
  graded_at timestamptz,
  criteria jsonb not null default '[]' check (jsonb_typeof(criteria) = 'array'),
  comment text check (length(comment) <= 4000),
  suggestion jsonb,
  primary key (organization_id, attempt_id, position),
  foreign key (organization_id, attempt_id, position) references attempt_questions (organization_id, attempt_id, position) on delete cascade,
  constraint attempt_answers_graded check ((score is null) = (grader is null) and (score is null or waiting_since is null))
);
comment on table attempt_answers is 'What was answered in an attempt, saved as it is given, and what it earned.';
comment on column attempt_answers.organization_id is 'Tenant.';
comment on column attempt_answers.attempt_id is 'The attempt.';
comment on column attempt_answers.position is 'The question.';
comment on column attempt_answers.user_id is 'The learner.';
comment on column attempt_answers.response is 'The answer, by places in the answer key; null where it was cleared or never given.';
comment on column attempt_answers.revision is 'Of two saved answers the one with the higher revision counts.';
comment on column attempt_answers.elapsed_ms is 'Time on the question, milliseconds.';
comment on column attempt_answers.saved_at is 'When it was last saved; null where it never was.';
comment on column attempt_answers.waiting_since is 'Since when it waits for a person''s grade.';
comment on column attempt_answers.score is 'Points; null until graded.';
comment on column attempt_answers.is_correct is 'Whether it is wholly right; null until graded.';
comment on column attempt_answers.grader is 'machine, or person where one decided the points.';
comment on column attempt_answers.graded_version is 'The wording whose key graded it.';
comment on column attempt_answers.graded_by is 'The person who graded it.';
comment on column attempt_answers.graded_at is 'When it was graded last.';
comment on column attempt_answers.criteria is 'Points and comment for each criterion of the rubric.';
comment on column attempt_answers.comment is 'What the grader says to the learner.';
comment on column attempt_answers.suggestion is 'What a model would give; counts nothing.';
create index attempt_answers_waiting on attempt_answers (organization_id, waiting_since, attempt_id, position) where waiting_since is not null;
select protect_tenant_table('attempt_answers');
select protect_private_rows('attempt_answers');
create trigger audit after update of score on attempt_answers
  for each row when (new.grader = 'person') execute function record_audit('attempt_answers', 'attempt_id', 'response');

create table submissions (
  organization_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  user_id uuid not null,
  number integer not null check (number >= 1),
  status submission_status not null default 'draft',
  text text not null default '' check (length(text) <= 200000),
  submitted_at timestamptz,
  late_penalty numeric(5, 2) not null default 0 check (late_penalty between 0 and 100),
  is_late boolean not null default false,
  returned_at timestamptz,
  graded_at timestamptz,
  graded_by uuid references users (id) on delete set null,
  rubric jsonb not null default '[]' check (jsonb_typeof(rubric) = 'array'),
  criteria jsonb not null default '[]' check (jsonb_typeof(criteria) = 'array'),
  points numeric(7, 2) check (points >= 0),
  percent numeric(5, 2) check (percent between 0 and 100),
  passed boolean,
  feedback text check (length(feedback) <= 10000),
  suggestion jsonb,
  revision integer not null default 1 check (revision >= 1),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, id, user_id),
  unique (organization_id, assessment_id, user_id, number),
  foreign key (organization_id, assessment_id) references assessments (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  constraint submissions_submitted check ((status = 'draft') = (submitted_at is null)),
  constraint submissions_returned check (status <> 'returned' or returned_at is not null),
  constraint submissions_graded check (
    (status = 'graded') = (percent is not null) and (percent is null) = (points is null)
    and (percent is null) = (passed is null) and (percent is null) = (graded_at is null)
  )
);
comment on table submissions is 'What a learner hands in for a project or assignment; a resubmission is a row of its own.';
comment on column submissions.organization_id is 'Tenant.';
comment on column submissions.id is 'UUID version 7.';
comment on column submissions.assessment_id is 'The project or assignment.';
comment on column submissions.user_id is 'The learner.';
comment on column submissions.number is '1, 2, ...: later ones are resubmissions.';
comment on column submissions.status is 'draft, submitted (waits for a grade), returned (to be improved) or graded.';
comment on column submissions.text is 'Plain text.';
comment on column submissions.submitted_at is 'When it was handed in.';
comment on column submissions.late_penalty is 'Percentage points taken off because it was late.';
comment on column submissions.is_late is 'Whether it was handed in after the due date.';
comment on column submissions.returned_at is 'When it was given back.';
comment on column submissions.graded_at is 'When it was graded last.';
comment on column submissions.graded_by is 'Who graded it.';
comment on column submissions.rubric is 'The criteria that it is graded by, as they were when it was handed in.';
comment on column submissions.criteria is 'Points and comment for each criterion.';
comment on column submissions.points is 'Sum of the points.';
comment on column submissions.percent is 'Result, 0-100, after the penalty.';
comment on column submissions.passed is 'Whether that reached the passing score.';
comment on column submissions.feedback is 'What the grader says of the whole.';
comment on column submissions.suggestion is 'What a model would give; counts nothing.';
comment on column submissions.revision is 'Counts edits; the ETag.';
comment on column submissions.created_at is 'When the row was made.';
comment on column submissions.updated_at is 'When the row was last changed.';
create unique index submissions_one_open on submissions (organization_id, assessment_id, user_id) where status in ('draft', 'submitted');
create index submissions_user on submissions (organization_id, user_id);
create index submissions_waiting on submissions (organization_id, submitted_at, id) where status = 'submitted';
select protect_tenant_table('submissions');
select protect_private_rows('submissions');
create trigger audit after update of points, status on submissions
  for each row when (new.status in ('returned', 'graded')) execute function record_audit('submissions', 'id', 'text', 'suggestion');

create table submission_files (
  organization_id uuid not null,
  id uuid not null,
  submission_id uuid not null,
  user_id uuid not null,
  name text not null check (length(name) between 1 and 255),
  media_type text not null check (length(media_type) between 1 and 255),
  size_bytes bigint not null check (size_bytes > 0),
  checksum text not null check (length(checksum) = 64),
  storage_key text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, submission_id, id),
  foreign key (organization_id, submission_id, user_id) references submissions (organization_id, id, user_id) on delete cascade
);
comment on table submission_files is 'Files that are handed in with a submission.';
comment on column submission_files.organization_id is 'Tenant.';
comment on column submission_files.id is 'UUID version 7.';
comment on column submission_files.submission_id is 'The submission.';
comment on column submission_files.user_id is 'The learner.';
comment on column submission_files.name is 'Name as it was uploaded.';
comment on column submission_files.media_type is 'Media type, as its content or its ending says.';
comment on column submission_files.size_bytes is 'Size.';
comment on column submission_files.checksum is 'SHA-256 of the content.';
comment on column submission_files.storage_key is 'Where the content is kept.';
comment on column submission_files.created_at is 'When the row was made.';
create index submission_files_user on submission_files (organization_id, submission_id, user_id);
select protect_tenant_table('submission_files');
select protect_private_rows('submission_files');

create table submission_comments (
  organization_id uuid not null,
  id uuid not null,
  submission_id uuid not null,
  user_id uuid not null,
  author_id uuid references users (id) on delete set null,
  text text not null check (length(btrim(text)) between 1 and 4000),
  start_offset integer check (start_offset >= 0),
  end_offset integer,
  quote text,
  file_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, submission_id, user_id) references submissions (organization_id, id, user_id) on delete cascade,
  foreign key (organization_id, submission_id, file_id) references submission_files (organization_id, submission_id, id) on delete cascade,
  constraint submission_comments_range check (
    (start_offset is null) = (end_offset is null) and (start_offset is null) = (quote is null) and end_offset > start_offset
  )
);
comment on table submission_comments is 'Remarks of graders on a submission, a part of its text, or a file.';
comment on column submission_comments.organization_id is 'Tenant.';
comment on column submission_comments.id is 'UUID version 7.';
comment on column submission_comments.submission_id is 'The submission.';
comment on column submission_comments.user_id is 'The learner whose it is.';
comment on column submission_comments.author_id is 'Who wrote the remark.';
comment on column submission_comments.text is 'The remark.';
comment on column submission_comments.start_offset is 'Beginning of the part of the text, in UTF-16 code units.';
comment on column submission_comments.end_offset is 'Its end.';
comment on column submission_comments.quote is 'The part itself.';
comment on column submission_comments.file_id is 'The file that it is about.';
comment on column submission_comments.created_at is 'When the row was made.';
comment on column submission_comments.updated_at is 'When the row was last changed.';
create index submission_comments_submission on submission_comments (organization_id, submission_id, user_id);
create index submission_comments_file on submission_comments (organization_id, submission_id, file_id);
select protect_tenant_table('submission_comments');
select protect_private_rows('submission_comments');

create table grades (
  organization_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  user_id uuid not null,
  earned_percent numeric(5, 2) check (earned_percent between 0 and 100),
  override_percent numeric(5, 2) check (override_percent between 0 and 100),
  is_exempt boolean not null default false,
  reason text check (length(btrim(reason)) between 1 and 1000),
  decided_by uuid references users (id) on delete set null,
  decided_at timestamptz,
  released_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, assessment_id, user_id),
  unique (organization_id, id),
  foreign key (organization_id, assessment_id) references assessments (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  constraint grades_decided check ((override_percent is null and not is_exempt) or (reason is not null and decided_at is not null))
);
comment on table grades is 'A learner''s grade in an assessment: a cell of the gradebook.';
comment on column grades.organization_id is 'Tenant.';
comment on column grades.id is 'UUID version 7; the audit log names the row by it.';
comment on column grades.assessment_id is 'The assessment.';
comment on column grades.user_id is 'The learner.';
comment on column grades.earned_percent is 'By the retry policy over graded attempts or submissions.';
comment on column grades.override_percent is 'What a teacher decided instead.';
comment on column grades.is_exempt is 'Whether it does not count for this learner.';
comment on column grades.reason is 'Why it was decided otherwise.';
comment on column grades.decided_by is 'Who decided it last.';
comment on column grades.decided_at is 'When.';
comment on column grades.released_at is 'Since when the learner may see it; null while it is held back.';
comment on column grades.created_at is 'When the row was made.';
comment on column grades.updated_at is 'When the row was last changed.';
create index grades_user on grades (organization_id, user_id);
select protect_tenant_table('grades');
select protect_private_rows('grades');
create trigger audit after update of override_percent, is_exempt, reason on grades
  for each row execute function record_audit('grades', 'id');
create trigger audit_insert after insert on grades
  for each row when (new.decided_at is not null) execute function record_audit('grades', 'id');

create table regrades (
  organization_id uuid not null,
  id uuid not null,
  assessment_id uuid not null,
  questions jsonb not null check (jsonb_typeof(questions) = 'array'),
  allow_lower boolean not null,
  reason text not null check (length(btrim(reason)) between 1 and 1000),
  raised integer not null check (raised >= 0),
  lowered integer not null check (lowered >= 0),
  newly_passed integer not null check (newly_passed >= 0),
  newly_failed integer not null check (newly_failed >= 0),
  changes jsonb not null check (jsonb_typeof(changes) = 'array'),
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, assessment_id) references assessments (organization_id, id) on delete cascade
);
comment on table regrades is 'When answers were graded again by corrected questions, why, and what that changed.';
comment on column regrades.organization_id is 'Tenant.';
comment on column regrades.id is 'UUID version 7.';
comment on column regrades.assessment_id is 'The assessment.';
comment on column regrades.questions is 'Questions and the versions that graded.';
comment on column regrades.allow_lower is 'Whether results could fall.';
comment on column regrades.reason is 'Why.';
comment on column regrades.raised is 'Attempts whose result rose.';
comment on column regrades.lowered is 'Attempts whose result fell.';
comment on column regrades.newly_passed is 'Attempts that passed by it.';
comment on column regrades.newly_failed is 'Attempts that failed by it.';
comment on column regrades.changes is 'Attempts with their percent before and after.';
comment on column regrades.created_by is 'Who did it.';
comment on column regrades.created_at is 'When.';
create index regrades_assessment on regrades (organization_id, assessment_id, id desc);
select protect_tenant_table('regrades');
create trigger audit after insert or delete on regrades
  for each row execute function record_audit('regrades', 'id', 'changes');

-- down
drop table regrades;
drop table grades;
drop table submission_comments;
drop table submission_files;
drop table submissions;
drop table attempt_answers;
drop table attempt_questions;
drop table assessment_attempts;
drop table assessment_overrides;
drop table pool_questions;
drop table assessment_questions;
drop table assessment_sections;
drop table assessments;
drop table grade_categories;
drop type submission_status;
drop type answer_grader;
drop type submitted_by;
drop type attempt_status;
drop type retry_policy;
drop type show_answers;
drop type question_layout;
drop type assessment_kind;
