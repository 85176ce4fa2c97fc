-- up
create type video_status as enum ('processing', 'ready', 'failed');
create type video_stage as enum ('fetch', 'inspect', 'convert', 'store');
create type video_source as enum ('upload', 'url');
create type track_kind as enum ('captions', 'subtitles');
create type milestone_status as enum ('draft', 'active');
create type milestone_origin as enum ('person', 'proposed');

create table videos (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  title text not null check (length(btrim(title)) between 1 and 255),
  status video_status not null default 'processing',
  stage video_stage,
  progress real check (progress between 0 and 1),
  error_code text,
  error_message text,
  cancel_requested_at timestamptz,
  source video_source not null,
  source_name text not null check (length(source_name) between 1 and 2000),
  upload_id text check (upload_id ~ '^[A-Za-z0-9_-]{16,64}$'),
  media_type text check (length(media_type) <= 127),
  size_bytes bigint check (size_bytes > 0),
  checksum text check (length(checksum) = 64),
  storage_key text check (length(storage_key) <= 500),
  rendition_key text check (length(rendition_key) <= 500),
  rendition_bytes bigint check (rendition_bytes > 0),
  rendition_type text check (length(rendition_type) <= 127),
  poster_key text check (length(poster_key) <= 500),
  poster_bytes bigint check (poster_bytes > 0),
  duration_seconds numeric(9, 3) check (duration_seconds > 0),
  width integer check (width between 1 and 100000),
  height integer check (height between 1 and 100000),
  frame_rate numeric(7, 3) check (frame_rate > 0),
  has_audio boolean,
  chapters jsonb not null default '[]' check (jsonb_typeof(chapters) = 'array'),
  material_id uuid,
  revision integer not null default 1 check (revision >= 1),
  created_by uuid not null references users (id),
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint videos_upload unique (organization_id, upload_id),
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete set null (material_id),
  constraint videos_stage check ((status = 'processing') = (stage is not null)),
  constraint videos_error check ((status = 'failed') = (error_code is not null)),
  constraint videos_ready check (status <> 'ready' or (storage_key is not null and media_type is not null and size_bytes is not null)),
  constraint videos_rendition check ((rendition_key is null) = (rendition_bytes is null) and (rendition_key is null) = (rendition_type is null)),
  constraint videos_poster check ((poster_key is null) = (poster_bytes is null)),
  constraint videos_upload_source check (upload_id is null or source = 'upload')
);
comment on table videos is 'Recordings that lessons show.';
comment on column videos.organization_id is 'Tenant.';
comment on column videos.id is 'UUID version 7.';
comment on column videos.title is 'Title, 1-255 characters.';
comment on column videos.status is 'processing until it can be played, then ready; or failed.';
comment on column videos.stage is 'What is done to it: fetch, inspect, convert or store; null where nothing is.';
comment on column videos.progress is 'Share of the stage that is done, 0-1; null where unknown.';
comment on column videos.error_code is 'Code of what went wrong.';
comment on column videos.error_message is 'In plain words, what to do.';
comment on column videos.cancel_requested_at is 'When a person asked to stop the work on it.';
comment on column videos.source is 'upload or url.';
comment on column videos.source_name is 'File name as it was given, or the address.';
comment on column videos.upload_id is 'The upload that it came by; the same upload makes one video.';
comment on column videos.media_type is 'Media type of the original, recognized in its content.';
comment on column videos.size_bytes is 'Size of the original.';
comment on column videos.checksum is 'SHA-256 of the original.';
comment on column videos.storage_key is 'Where the original is kept.';
comment on column videos.rendition_key is 'Where the copy that browsers play is kept; null where they play the original.';
comment on column videos.rendition_bytes is 'Size of that copy.';
comment on column videos.rendition_type is 'Media type of that copy.';
comment on column videos.poster_key is 'Where its picture is kept.';
comment on column videos.poster_bytes is 'Size of its picture.';
comment on column videos.duration_seconds is 'Length.';
comment on column videos.width is 'Width in pixels as shown.';
comment on column videos.height is 'Height in pixels as shown.';
comment on column videos.frame_rate is 'Pictures a second.';
comment on column videos.has_audio is 'Whether it has sound; null where nobody could look.';
comment on column videos.chapters is 'Chapters in the order of time: atSeconds and title.';
comment on column videos.material_id is 'Its transcript as a material.';
comment on column videos.revision is 'Counts edits; the ETag.';
comment on column videos.created_by is 'Who added it.';
comment on column videos.deleted_at is 'Soft delete; its files go 30 days later.';
comment on column videos.created_at is 'When the row was made.';
comment on column videos.updated_at is 'When the row was last changed.';
create index videos_newest on videos (organization_id, id desc) where deleted_at is null;
create index videos_open on videos (organization_id, id desc) where status = 'processing' and deleted_at is null;
create index videos_material on videos (organization_id, material_id);
create index videos_title_trgm on videos using gin (title gin_trgm_ops);
select protect_tenant_table('videos');
create trigger audit after insert or delete or update of title, chapters, material_id, deleted_at on videos
  for each row execute function record_audit('videos', 'id');

create table video_tracks (
  organization_id uuid not null,
  id uuid not null,
  video_id uuid not null,
  kind track_kind not null,
  language text not null check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and length(language) <= 35),
  label text not null check (length(btrim(label)) between 1 and 100),
  is_default boolean not null default false,
  is_transcript boolean not null default false,
  vtt text not null check (vtt like 'WEBVTT%' and octet_length(vtt) <= 8388608),
  cue_count integer not null check (cue_count >= 1),
  revision integer not null default 1 check (revision >= 1),
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint video_tracks_language unique (organization_id, video_id, kind, language),
  foreign key (organization_id, video_id) references videos (organization_id, id) on delete cascade
);
comment on table video_tracks is 'Captions and subtitles of a video.';
comment on column video_tracks.organization_id is 'Tenant.';
comment on column video_tracks.id is 'UUID version 7.';
comment on column video_tracks.video_id is 'The video.';
comment on column video_tracks.kind is 'captions (with sounds, for those who do not hear) or subtitles (what is said).';
comment on column video_tracks.language is 'BCP 47 tag.';
comment on column video_tracks.label is 'As a menu shows it.';
comment on column video_tracks.is_default is 'Whether a player begins with it.';
comment on column video_tracks.is_transcript is 'Whether the material of the video is made of it.';
comment on column video_tracks.vtt is 'WebVTT, normalized: cues in the order of time.';
comment on column video_tracks.cue_count is 'Cues in it.';
comment on column video_tracks.revision is 'Counts edits; the ETag.';
comment on column video_tracks.created_by is 'Who added it.';
comment on column video_tracks.created_at is 'When the row was made.';
comment on column video_tracks.updated_at is 'When the row was last changed.';
create unique index video_tracks_default on video_tracks (organization_id, video_id) where is_default;
create unique index video_tracks_transcript on video_tracks (organization_id, video_id) where is_transcript;
select protect_tenant_table('video_tracks');
-- Without the text, which is up to megabytes.
create trigger audit after update of language, label, is_default on video_tracks
  for each row execute function record_audit('video_tracks', 'id');

create table lesson_videos (
  organization_id uuid not null,
  lesson_id uuid not null,
  video_id uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, lesson_id),
  foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
  foreign key (organization_id, video_id) references videos (organization_id, id) on delete restrict
);
comment on table lesson_videos is 'Which video a lesson of that kind shows.';
comment on column lesson_videos.organization_id is 'Tenant.';
comment on column lesson_videos.lesson_id is 'The lesson.';
comment on column lesson_videos.video_id is 'Its video.';
comment on column lesson_videos.created_at is 'When the row was made.';
comment on column lesson_videos.updated_at is 'When another video was chosen.';
create index lesson_videos_video on lesson_videos (organization_id, video_id);
select protect_tenant_table('lesson_videos');
create trigger audit after insert or update or delete on lesson_videos
  for each row execute function record_audit('lesson_videos', 'lesson_id');

create table milestones (
  organization_id uuid not null,
  id uuid not null,
  video_id uuid not null,
  at_seconds numeric(9, 3) not null check (at_seconds >= 0),
  title text not null check (length(btrim(title)) between 1 and 255),
  is_required boolean not null default true,
  retry_limit smallint check (retry_limit between 0 and 100),
  pass_share numeric(4, 3) not null default 1 check (pass_share > 0 and pass_share <= 1),
  status milestone_status not null default 'draft',
  origin milestone_origin not null default 'person',
  revision integer not null default 1 check (revision >= 1),
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint milestones_second unique (organization_id, video_id, at_seconds),
  foreign key (organization_id, video_id) references videos (organization_id, id) on delete cascade
);
comment on table milestones is 'Points of a video at which it stops and asks.';
comment on column milestones.organization_id is 'Tenant.';
comment on column milestones.id is 'UUID version 7.';
comment on column milestones.video_id is 'The video.';
comment on column milestones.at_seconds is 'When it stops; no two milestones at the same moment.';
comment on column milestones.title is 'What the part before it was about.';
comment on column milestones.is_required is 'Whether the video goes on only for those who pass.';
comment on column milestones.retry_limit is 'Further tries at each question after the first; null: as each question says.';
comment on column milestones.pass_share is 'Share of the points of its questions that passes it; 1: all of them.';
comment on column milestones.status is 'draft, or active: learners meet it.';
comment on column milestones.origin is 'person or proposed (from the transcript).';
comment on column milestones.revision is 'Counts edits; the ETag.';
comment on column milestones.created_by is 'Who added it or had it proposed.';
comment on column milestones.created_at is 'When the row was made.';
comment on column milestones.updated_at is 'When the row was last changed.';
select protect_tenant_table('milestones');
create trigger audit after insert or update or delete on milestones
  for each row execute function record_audit('milestones', 'id');

create table milestone_questions (
  organization_id uuid not null,
  milestone_id uuid not null,
  item_id uuid not null,
  position smallint not null check (position >= 1),
  points numeric(6, 2) not null default 1 check (points > 0),
  primary key (organization_id, milestone_id, item_id),
  constraint milestone_questions_position unique (organization_id, milestone_id, position) deferrable initially deferred,
  foreign key (organization_id, milestone_id) references milestones (organization_id, id) on delete cascade,
  foreign key (organization_id, item_id) references questions (organization_id, item_id) on delete cascade
);
comment on table milestone_questions is 'What a milestone asks, in order; learners are asked those that are approved.';
comment on column milestone_questions.organization_id is 'Tenant.';
comment on column milestone_questions.milestone_id is 'The milestone.';
comment on column milestone_questions.item_id is 'The question.';
comment on column milestone_questions.position is 'Order, from 1 without gaps.';
comment on column milestone_questions.points is 'What it weighs against the others.';
create index milestone_questions_item on milestone_questions (organization_id, item_id);
select protect_tenant_table('milestone_questions');

create table video_views (
  organization_id uuid not null,
  user_id uuid not null,
  lesson_id uuid not null,
  video_id uuid not null,
  watched int4multirange not null default '{}',
  position_seconds numeric(9, 3) not null default 0 check (position_seconds >= 0),
  allowance_seconds real not null default 0 check (allowance_seconds >= 0),
  reported_at timestamptz not null default now(),
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id, lesson_id),
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
  foreign key (organization_id, video_id) references videos (organization_id, id) on delete cascade
);
comment on table video_views is 'What a learner has watched of the video of a lesson.';
comment on column video_views.organization_id is 'Tenant.';
comment on column video_views.user_id is 'The learner.';
comment on column video_views.lesson_id is 'The lesson.';
comment on column video_views.video_id is 'The video that was watched; with another one the lesson begins anew.';
comment on column video_views.watched is 'Watched pieces, in milliseconds.';
comment on column video_views.position_seconds is 'Where they are.';
comment on column video_views.allowance_seconds is 'Seconds of video that they can have watched since, as time has passed.';
comment on column video_views.reported_at is 'When the allowance was last reckoned.';
comment on column video_views.completed_at is 'When enough was watched and every required milestone passed.';
comment on column video_views.created_at is 'When it was first opened.';
comment on column video_views.updated_at is 'When the row was last changed.';
create index video_views_lesson on video_views (organization_id, lesson_id);
create index video_views_video on video_views (organization_id, video_id);
select protect_tenant_table('video_views');
select protect_private_rows('video_views');

create table question_attempts (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  lesson_id uuid not null,
  milestone_id uuid not null,
  item_id uuid not null,
  attempt smallint not null check (attempt >= 1),
  question_version integer not null check (question_version >= 1),
  response jsonb not null,
  result jsonb not null,
  is_correct boolean not null,
  score real not null check (score between 0 and 1),
  response_ms integer not null check (response_ms >= 0),
  voided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint question_attempts_number unique (organization_id, user_id, lesson_id, milestone_id, item_id, attempt),
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
  foreign key (organization_id, milestone_id) references milestones (organization_id, id) on delete cascade,
  foreign key (organization_id, item_id, question_version)
    references question_versions (organization_id, question_id, version) on delete cascade
);
comment on table question_attempts is 'Tries at the questions of milestones.';
comment on column question_attempts.organization_id is 'Tenant.';
comment on column question_attempts.id is 'UUID version 7.';
comment on column question_attempts.user_id is 'Who answered.';
comment on column question_attempts.lesson_id is 'In which lesson.';
comment on column question_attempts.milestone_id is 'At which milestone.';
comment on column question_attempts.item_id is 'The question.';
comment on column question_attempts.attempt is '1, 2, ... of this learner at this question.';
comment on column question_attempts.question_version is 'The wording that was answered.';
comment on column question_attempts.response is 'What was answered, as the player sent it.';
comment on column question_attempts.result is 'What the learner was told; the same answer sent again gets it again.';
comment on column question_attempts.is_correct is 'Whether it was wholly right.';
comment on column question_attempts.score is '0-1.';
comment on column question_attempts.response_ms is 'Time taken.';
comment on column question_attempts.voided_at is 'When an instructor gave the tries back; it counts no longer.';
comment on column question_attempts.created_at is 'When it was answered.';
-- Holds all that the analytics of a lesson read, and the column that the row policy asks for.
create index question_attempts_lesson on question_attempts (organization_id, lesson_id, milestone_id, item_id, attempt) include (score, user_id);
create index question_attempts_milestone on question_attempts (organization_id, milestone_id);
create index question_attempts_question on question_attempts (organization_id, item_id, question_version);
select protect_tenant_table('question_attempts');
select protect_private_rows('question_attempts');

create table milestone_results (
  organization_id uuid not null,
  user_id uuid not null,
  lesson_id uuid not null,
  milestone_id uuid not null,
  score real not null check (score between 0 and 1),
  passed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, user_id, lesson_id, milestone_id),
  foreign key (organization_id, user_id) references memberships (organization_id, user_id) on delete cascade,
  foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
  foreign key (organization_id, milestone_id) references milestones (organization_id, id) on delete cascade
);
comment on table milestone_results is 'How learners did at milestones; who has passed stays passed.';
comment on column milestone_results.organization_id is 'Tenant.';
comment on column milestone_results.user_id is 'The learner.';
comment on column milestone_results.lesson_id is 'In which lesson.';
comment on column milestone_results.milestone_id is 'The milestone.';
comment on column milestone_results.score is 'Share of the points reached with the best try at each question.';
comment on column milestone_results.passed_at is 'When it was passed.';
comment on column milestone_results.created_at is 'When it was first answered.';
comment on column milestone_results.updated_at is 'When the row was last changed.';
create index milestone_results_lesson on milestone_results (organization_id, lesson_id, milestone_id);
create index milestone_results_milestone on milestone_results (organization_id, milestone_id);
select protect_tenant_table('milestone_results');
select protect_private_rows('milestone_results');

alter table questions
  add column retry_limit smallint check (retry_limit between 0 and 100),
  add column grading_criteria jsonb check (jsonb_typeof(grading_criteria) = 'object');
comment on column questions.retry_limit is 'Further tries after the first where a milestone or an assessment asks it and says nothing else; set when it is approved; null: without limit.';
comment on column questions.grading_criteria is 'How answers count, set when it is approved: passScore, partialCredit, note; null: as it is graded.';

-- down
alter table questions drop column retry_limit, drop column grading_criteria;
drop table milestone_results;
drop table question_attempts;
drop table video_views;
drop table milestone_questions;
drop table milestones;
drop table lesson_videos;
drop table video_tracks;
drop table videos;
drop type milestone_origin;
drop type milestone_status;
drop type track_kind;
drop type video_source;
drop type video_stage;
drop type video_status;
