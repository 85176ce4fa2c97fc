-- up
create type enrolment_status as enum ('waiting', 'active', 'completed', 'withdrawn');
create type enrolment_source as enum ('self', 'instructor', 'csv');
create type lesson_progress_status as enum ('started', 'completed');

create table course_enrollments (
  organization_id uuid not null,
  course_id uuid not null,
  user_id uuid not null,
  id uuid not null default gen_random_uuid(),
  status enrolment_status not null,
  source enrolment_source not null,
  enrolled_by uuid references users (id) on delete set null,
  enrolled_at timestamptz,
  waiting_since timestamptz,
  moved_up_at timestamptz,
  completed_at timestamptz,
  progress_percent numeric(5, 2) not null default 0 check (progress_percent between 0 and 100),
  progress_version integer check (progress_version >= 1),
  time_spent_seconds integer not null default 0 check (time_spent_seconds >= 0),
  last_lesson_id uuid,
  last_activity_at timestamptz,
  last_heartbeat_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, course_id, user_id),
  unique (organization_id, id),
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  foreign key (organization_id, course_id, last_lesson_id) references lessons (organization_id, course_id, id)
    on delete set null (last_lesson_id),
  constraint course_enrollments_waiting check ((status = 'waiting') = (waiting_since is not null)),
  constraint course_enrollments_moved_up check (moved_up_at is null or status = 'waiting'),
  constraint course_enrollments_enrolled check (status not in ('active', 'completed') or enrolled_at is not null),
  constraint course_enrollments_completed check (
    (status <> 'completed' or completed_at is not null) and (status <> 'active' or completed_at is null)
  )
);
comment on table course_enrollments is 'Who takes a course or waits for a place in it, and how far they are.';
comment on column course_enrollments.organization_id is 'Tenant.';
comment on column course_enrollments.course_id is 'The course.';
comment on column course_enrollments.user_id is 'Who takes it.';
comment on column course_enrollments.id is 'Names the row in the audit log.';
comment on column course_enrollments.status is 'waiting, active, completed or withdrawn; active and completed ones hold a place.';
comment on column course_enrollments.source is 'How it came about last: self, instructor or csv.';
comment on column course_enrollments.enrolled_by is 'Who enrolled them; the learner themselves for self.';
comment on column course_enrollments.enrolled_at is 'Since when they have a place; null while they never had one.';
comment on column course_enrollments.waiting_since is 'Since when they wait; the order of the waiting line.';
comment on column course_enrollments.moved_up_at is 'When an instructor put them at the head of the line; the last comes first.';
comment on column course_enrollments.completed_at is 'When they first completed it; a later version does not take it back.';
comment on column course_enrollments.progress_percent is 'Share of the required lessons of the published version that are completed, 0-100.';
comment on column course_enrollments.progress_version is 'Version of the course that the progress was computed for.';
comment on column course_enrollments.time_spent_seconds is 'Sum over its lessons.';
comment on column course_enrollments.last_lesson_id is 'Lesson in which they were last.';
comment on column course_enrollments.last_activity_at is 'When they last did something in it.';
comment on column course_enrollments.last_heartbeat_at is 'When time spent was last counted; bounds the next count.';
comment on column course_enrollments.created_at is 'When the row was made.';
comment on column course_enrollments.updated_at is 'When the row was last changed.';
create index course_enrollments_user on course_enrollments (organization_id, user_id, last_activity_at desc);
create index course_enrollments_status on course_enrollments (organization_id, course_id, status);
create index course_enrollments_line on course_enrollments
  (organization_id, course_id, moved_up_at desc nulls last, waiting_since, user_id) where status = 'waiting';
create index course_enrollments_last_lesson on course_enrollments (organization_id, course_id, last_lesson_id);
select protect_tenant_table('course_enrollments');
select protect_private_rows('course_enrollments');
create trigger audit after insert or delete or update of status on course_enrollments
  for each row execute function record_audit('course_enrollments', 'id');

create table lesson_progress (
  organization_id uuid not null,
  user_id uuid not null,
  lesson_id uuid not null,
  course_id uuid not null,
  status lesson_progress_status not null default 'started',
  started_at timestamptz not null default now(),
  completed_at timestamptz,
  time_spent_seconds integer not null default 0 check (time_spent_seconds >= 0),
  score numeric(5, 2) check (score between 0 and 100),
  attempts integer not null default 0 check (attempts >= 0),
  last_position jsonb check (last_position ->> 'kind' in ('text', 'video', 'item')),
  position_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id, lesson_id),
  foreign key (organization_id, course_id, user_id)
    references course_enrollments (organization_id, course_id, user_id) on delete cascade,
  foreign key (organization_id, course_id, lesson_id) references lessons (organization_id, course_id, id) on delete cascade,
  constraint lesson_progress_completed check ((status = 'completed') = (completed_at is not null)),
  constraint lesson_progress_position check ((last_position is null) = (position_at is null))
);
comment on table lesson_progress is 'How far a learner is in a lesson.';
comment on column lesson_progress.organization_id is 'Tenant.';
comment on column lesson_progress.user_id is 'The learner.';
comment on column lesson_progress.lesson_id is 'The lesson.';
comment on column lesson_progress.course_id is 'The course that it belongs to.';
comment on column lesson_progress.status is 'started or completed; a lesson without a row was not begun.';
comment on column lesson_progress.started_at is 'When it was first opened.';
comment on column lesson_progress.completed_at is 'When it was completed.';
comment on column lesson_progress.time_spent_seconds is 'Time in it.';
comment on column lesson_progress.score is 'Best score, 0-100; null where nothing is scored.';
comment on column lesson_progress.attempts is 'Attempts at its assessment.';
comment on column lesson_progress.last_position is 'Where the learner is in it: text offset, second of the video or step of the path.';
comment on column lesson_progress.position_at is 'When the learner was there, by the clock of their device; an older place does not replace it.';
comment on column lesson_progress.created_at is 'When the row was made.';
comment on column lesson_progress.updated_at is 'When the row was last changed.';
create index lesson_progress_lesson on lesson_progress (organization_id, course_id, lesson_id);
create index lesson_progress_learner on lesson_progress (organization_id, course_id, user_id);
select protect_tenant_table('lesson_progress');
select protect_private_rows('lesson_progress');

create table user_notes (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  course_id uuid not null,
  lesson_id uuid not null,
  text text not null check (length(btrim(text)) between 1 and 10000),
  position jsonb check (position ->> 'kind' in ('text', 'video', 'item')),
  is_public boolean not null default false,
  revision integer not null default 1 check (revision >= 1),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, course_id, user_id)
    references course_enrollments (organization_id, course_id, user_id) on delete cascade,
  foreign key (organization_id, course_id, lesson_id) references lessons (organization_id, course_id, id) on delete cascade
);
comment on table user_notes is 'Notes of learners on lessons.';
comment on column user_notes.organization_id is 'Tenant.';
comment on column user_notes.id is 'UUID version 7.';
comment on column user_notes.user_id is 'Who wrote it.';
comment on column user_notes.course_id is 'The course of the lesson.';
comment on column user_notes.lesson_id is 'The lesson.';
comment on column user_notes.text is 'The note, as plain text.';
comment on column user_notes.position is 'Where in the lesson; null for the lesson as a whole.';
comment on column user_notes.is_public is 'Whether others who take the course may read it.';
comment on column user_notes.revision is 'Grows with every edit.';
comment on column user_notes.created_at is 'When the row was made.';
comment on column user_notes.updated_at is 'When the row was last changed.';
create index user_notes_own on user_notes (organization_id, user_id, id desc);
create index user_notes_lesson on user_notes (organization_id, course_id, lesson_id, id desc);
create index user_notes_learner on user_notes (organization_id, course_id, user_id);
select protect_tenant_table('user_notes');
-- Not protect_private_rows, whose one policy would let a reader of a shared note change it as well.
-- What may be read here is wider than what may be written: also the shared notes of a course in
-- which the reader has a place. The subquery is itself under the row policies of the reader.
create policy own_rows on user_notes as restrictive for select to lectern_app
  using (
    current_setting('app.role', true) in ('admin', 'instructor', 'system')
    or user_id = nullif(current_setting('app.user_id', true), '')::uuid
    or (
      is_public
      and exists (
        select from course_enrollments e
        where e.organization_id = user_notes.organization_id
          and e.course_id = user_notes.course_id
          and e.user_id = nullif(current_setting('app.user_id', true), '')::uuid
          and e.status in ('active', 'completed')
      )
    )
  );
-- Nobody writes in another's name; staff may take a note down.
create policy own_rows_insert on user_notes as restrictive for insert to lectern_app
  with check (
    current_setting('app.role', true) = 'system'
    or user_id = nullif(current_setting('app.user_id', true), '')::uuid
  );
create policy own_rows_update on user_notes as restrictive for update to lectern_app
  using (
    current_setting('app.role', true) = 'system'
    or user_id = nullif(current_setting('app.user_id', true), '')::uuid
  );
create policy own_rows_delete on user_notes as restrictive for delete to lectern_app
  using (
    current_setting('app.role', true) in ('admin', 'instructor', 'system')
    or user_id = nullif(current_setting('app.user_id', true), '')::uuid
  );

create table bookmarks (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  course_id uuid not null,
  lesson_id uuid not null,
  label text not null default '' check (length(label) <= 200),
  position jsonb check (position ->> 'kind' in ('text', 'video', 'item')),
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, course_id, user_id)
    references course_enrollments (organization_id, course_id, user_id) on delete cascade,
  foreign key (organization_id, course_id, lesson_id) references lessons (organization_id, course_id, id) on delete cascade
);
comment on table bookmarks is 'Places in lessons that learners marked.';
comment on column bookmarks.organization_id is 'Tenant.';
comment on column bookmarks.id is 'UUID version 7.';
comment on column bookmarks.user_id is 'Whose mark it is.';
comment on column bookmarks.course_id is 'The course of the lesson.';
comment on column bookmarks.lesson_id is 'The lesson.';
comment on column bookmarks.label is 'What the learner calls it; may be empty.';
comment on column bookmarks.position is 'Where in the lesson; null for the lesson as a whole.';
comment on column bookmarks.created_at is 'When the row was made.';
create index bookmarks_own on bookmarks (organization_id, user_id, id desc);
create index bookmarks_lesson on bookmarks (organization_id, course_id, lesson_id);
create index bookmarks_learner on bookmarks (organization_id, course_id, user_id);
select protect_tenant_table('bookmarks');
select protect_private_rows('bookmarks');

create table certificates (
  organization_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  user_id uuid not null,
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){2}$'),
  course_title text not null check (length(btrim(course_title)) > 0),
  learner_name text not null check (length(btrim(learner_name)) > 0),
  course_version integer not null check (course_version >= 1),
  minutes integer not null check (minutes >= 1),
  score numeric(5, 2) check (score between 0 and 100),
  issued_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by uuid references users (id) on delete set null,
  revoke_reason text check (length(btrim(revoke_reason)) between 1 and 2000),
  reinstate_reason text check (length(btrim(reinstate_reason)) between 1 and 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, code),
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  constraint certificates_revoked check (
    (revoked_at is null) = (revoke_reason is null) and (revoked_at is not null or revoked_by is null)
  )
);
comment on table certificates is 'That somebody completed a course, as it and they were called then; the PDF is made from the row whenever it is asked for.';
comment on column certificates.organization_id is 'Tenant.';
comment on column certificates.id is 'UUID version 7.';
comment on column certificates.course_id is 'The course.';
comment on column certificates.user_id is 'Who completed it.';
comment on column certificates.code is 'What verification asks for: 75 random bits in Crockford''s base32.';
comment on column certificates.course_title is 'Title of the course when it was completed.';
comment on column certificates.learner_name is 'Name of the learner when it was completed.';
comment on column certificates.course_version is 'Version that was completed.';
comment on column certificates.minutes is 'Length of that version, in minutes.';
comment on column certificates.score is 'Mean of the scored lessons, 0-100; null where none was scored.';
comment on column certificates.issued_at is 'When it was issued.';
comment on column certificates.revoked_at is 'Since when it is no longer valid.';
comment on column certificates.revoked_by is 'Who revoked it.';
comment on column certificates.revoke_reason is 'Why it was revoked.';
comment on column certificates.reinstate_reason is 'Why it was made valid again, the last time.';
comment on column certificates.created_at is 'When the row was made.';
comment on column certificates.updated_at is 'When the row was last changed.';
create unique index certificates_one_valid on certificates (organization_id, course_id, user_id) where revoked_at is null;
create index certificates_course on certificates (organization_id, course_id, id desc);
create index certificates_user on certificates (organization_id, user_id, id desc);
select protect_tenant_table('certificates');
select protect_private_rows('certificates');
create trigger audit after insert or update or delete on certificates
  for each row execute function record_audit('certificates', 'id');

-- Here rather than in the program, because the module that raises the limit of a course stands
-- above the one that knows who waits, and both belong into one transaction.
create function fill_course_places(of_organization uuid, of_course uuid, at_time timestamptz)
returns integer language plpgsql as $$
declare
  places integer;
  taken integer;
  filled integer;
begin
  select max_students into places
  from courses
  where organization_id = of_organization and id = of_course
  for no key update;
  select count(*) into taken
  from course_enrollments
  where organization_id = of_organization and course_id = of_course and status in ('active', 'completed');
  update course_enrollments set
    status = case when completed_at is null then 'active'::enrolment_status else 'completed'::enrolment_status end,
    enrolled_at = coalesce(enrolled_at, at_time),
    waiting_since = null,
    moved_up_at = null
  where organization_id = of_organization
    and course_id = of_course
    and status = 'waiting'
    and user_id in (
      select user_id
      from course_enrollments
      where organization_id = of_organization and course_id = of_course and status = 'waiting'
      order by moved_up_at desc nulls last, waiting_since, user_id
      limit case when places is null then null else greatest(0, places - taken) end
    );
  get diagnostics filled = row_count;
  return filled;
end
$$;
comment on function fill_course_places(uuid, uuid, timestamptz) is
  'Gives the free places of a course to the first of its waiting line; returns how many. Locks the course. Needs a role that sees the rows of everybody.';

create function fill_places_of_raised_course() returns trigger language plpgsql as $$
begin
  perform fill_course_places(new.organization_id, new.id, now());
  return null;
end
$$;
comment on function fill_places_of_raised_course() is 'Moves the waiting line up when the number of places of a course changes.';
create trigger fill_places after update of max_students on courses
  for each row when (new.max_students is distinct from old.max_students)
  execute function fill_places_of_raised_course();

-- down
drop trigger fill_places on courses;
drop function fill_places_of_raised_course();
drop function fill_course_places(uuid, uuid, timestamptz);
drop table certificates;
drop table bookmarks;
drop table user_notes;
drop table lesson_progress;
drop table course_enrollments;
drop type lesson_progress_status;
drop type enrolment_source;
drop type enrolment_status;
