-- up
create type course_difficulty as enum ('beginner', 'intermediate', 'advanced');
create type course_enrolment as enum ('open', 'by_instructor');
create type lesson_kind as enum ('article', 'video', 'path', 'assessment');
create type lesson_resource_kind as enum ('link', 'file');

create table course_files (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  name text not null check (length(btrim(name)) between 1 and 255),
  media_type text not null check (length(media_type) between 3 and 127),
  size_bytes bigint not null check (size_bytes > 0),
  checksum text not null check (length(checksum) = 64),
  storage_key text not null,
  is_image boolean not null,
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);
comment on table course_files is 'Pictures and files that courses show or offer; never changed, a new one gets a new row.';
comment on column course_files.organization_id is 'Tenant.';
comment on column course_files.id is 'UUID version 7; articles name pictures by it.';
comment on column course_files.name is 'File name as it was given.';
comment on column course_files.media_type is 'Media type, recognized in the content.';
comment on column course_files.size_bytes is 'Size.';
comment on column course_files.checksum is 'SHA-256 of the content.';
comment on column course_files.storage_key is 'Where the content is kept.';
comment on column course_files.is_image is 'True for a picture that a page may show; false for a download.';
comment on column course_files.created_by is 'Who uploaded it.';
comment on column course_files.created_at is 'When the row was made.';
select protect_tenant_table('course_files');

create table courses (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  owner_id uuid not null references users (id),
  title text not null check (length(btrim(title)) between 1 and 255),
  description text not null default '' check (length(description) <= 10000),
  difficulty course_difficulty not null default 'beginner',
  estimated_minutes integer check (estimated_minutes between 1 and 100000),
  language text not null default 'und' check (language ~ '^[a-z]{2,3}$'),
  category text check (length(btrim(category)) between 1 and 100),
  tags text[] not null default '{}' check (cardinality(tags) <= 30 and array_position(tags, null) is null),
  objectives text[] not null default '{}' check (cardinality(objectives) <= 30 and array_position(objectives, null) is null),
  thumbnail_file_id uuid,
  is_featured boolean not null default false,
  max_students integer check (max_students between 1 and 1000000),
  enrolment course_enrolment not null default 'open',
  required_percent smallint not null default 100 check (required_percent between 1 and 100),
  has_certificate boolean not null default false,
  published_version integer check (published_version >= 1),
  published_at timestamptz,
  draft_changed_at timestamptz not null default now(),
  revision integer not null default 1 check (revision >= 1),
  search_config regconfig not null default 'simple',
  tsv tsvector generated always as (
    setweight(to_tsvector(search_config, title), 'A') || setweight(to_tsvector(search_config, description), 'B')
  ) stored,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, thumbnail_file_id) references course_files (organization_id, id) on delete set null (thumbnail_file_id),
  constraint courses_published check ((published_version is null) = (published_at is null))
);
comment on table courses is 'What can be learned: the draft that authors edit, and which version of it learners read.';
comment on column courses.organization_id is 'Tenant.';
comment on column courses.id is 'UUID version 7.';
comment on column courses.owner_id is 'The instructor who answers for it; edits it, as administrators do.';
comment on column courses.title is 'Title, 1-255 characters.';
comment on column courses.description is 'What it is about; plain text in paragraphs.';
comment on column courses.difficulty is 'beginner, intermediate or advanced.';
comment on column courses.estimated_minutes is 'Minutes that it takes, as its author says; null for the sum of its lessons.';
comment on column courses.language is 'ISO 639 code; und where nobody said.';
comment on column courses.category is 'Where it stands in the catalog.';
comment on column courses.tags is 'Free labels.';
comment on column courses.objectives is 'What a learner can do afterwards, in order.';
comment on column courses.thumbnail_file_id is 'Its picture.';
comment on column courses.is_featured is 'Whether the catalog shows it first; takes effect at once.';
comment on column courses.max_students is 'How many may be enrolled at a time; null for no limit. Takes effect at once.';
comment on column courses.enrolment is 'open (learners enrol themselves) or by_instructor. Takes effect at once.';
comment on column courses.required_percent is 'Share of the required lessons that completes it, 1-100.';
comment on column courses.has_certificate is 'Whether completing it gives a certificate.';
comment on column courses.published_version is 'Version that learners read; null where it was never published or was taken back.';
comment on column courses.published_at is 'When that version was published.';
comment on column courses.draft_changed_at is 'When the draft, or anything in it, was last changed.';
comment on column courses.revision is 'Counts edits of the fields and of the order; the ETag.';
comment on column courses.search_config is 'Text search configuration of its language.';
comment on column courses.tsv is 'Search words of the draft.';
comment on column courses.deleted_at is 'Soft delete.';
comment on column courses.created_at is 'When the row was made.';
comment on column courses.updated_at is 'When the row was last changed.';
create index courses_newest on courses (organization_id, draft_changed_at desc, id desc) where deleted_at is null;
create index courses_owner on courses (organization_id, owner_id, draft_changed_at desc, id desc) where deleted_at is null;
create index courses_in_catalog on courses (organization_id, is_featured desc, published_at desc, id desc) where deleted_at is null and published_version is not null;
create index courses_difficulty on courses (organization_id, difficulty) where deleted_at is null;
create index courses_category on courses (organization_id, category) where deleted_at is null;
create index courses_thumbnail on courses (organization_id, thumbnail_file_id);
create index courses_tsv on courses using gin (tsv);
create index courses_title_trgm on courses using gin (title gin_trgm_ops);
select protect_tenant_table('courses');
create trigger audit after insert or delete or update of owner_id, title, description, difficulty, estimated_minutes, language,
  category, tags, objectives, thumbnail_file_id, is_featured, max_students, enrolment, required_percent, has_certificate,
  published_version, deleted_at on courses
  for each row execute function record_audit('courses', 'id');

create table course_prerequisites (
  organization_id uuid not null,
  course_id uuid not null,
  requires_course_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, course_id, requires_course_id),
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
  foreign key (organization_id, requires_course_id) references courses (organization_id, id) on delete cascade,
  constraint course_prerequisites_other check (course_id <> requires_course_id)
);
comment on table course_prerequisites is 'Courses to complete before another; never in a circle. Takes effect at once.';
comment on column course_prerequisites.organization_id is 'Tenant.';
comment on column course_prerequisites.course_id is 'The course.';
comment on column course_prerequisites.requires_course_id is 'The course to complete before.';
comment on column course_prerequisites.created_at is 'When the row was made.';
create index course_prerequisites_required on course_prerequisites (organization_id, requires_course_id);
select protect_tenant_table('course_prerequisites');
create trigger audit after insert or delete on course_prerequisites
  for each row execute function record_audit('course_prerequisites', 'course_id');

create table course_modules (
  organization_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  position integer check (position >= 1),
  title text not null check (length(btrim(title)) between 1 and 255),
  description text not null default '' check (length(description) <= 4000),
  deleted_at timestamptz,
  deleted_position integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, course_id, id),
  constraint course_modules_position unique (organization_id, course_id, position) deferrable initially deferred,
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
  constraint course_modules_deleted check ((position is null) = (deleted_at is not null) and (position is null) = (deleted_position is not null))
);
comment on table course_modules is 'Parts of a course, in order; the draft.';
comment on column course_modules.organization_id is 'Tenant.';
comment on column course_modules.id is 'UUID version 7.';
comment on column course_modules.course_id is 'The course.';
comment on column course_modules.position is 'Order in the course, from 1 without gaps; null while deleted.';
comment on column course_modules.title is 'Title, 1-255 characters.';
comment on column course_modules.description is 'What it is about.';
comment on column course_modules.deleted_at is 'Soft delete; its lessons that went with it have the same time.';
comment on column course_modules.deleted_position is 'Where it stood, for bringing it back; null while it is there.';
comment on column course_modules.created_at is 'When the row was made.';
comment on column course_modules.updated_at is 'When the row was last changed.';
select protect_tenant_table('course_modules');
create trigger audit after insert or delete or update of title, description, deleted_at on course_modules
  for each row execute function record_audit('course_modules', 'id');

create table lessons (
  organization_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  module_id uuid not null,
  position integer check (position >= 1),
  kind lesson_kind not null,
  title text not null check (length(btrim(title)) between 1 and 255),
  summary text not null default '' check (length(summary) <= 2000),
  content jsonb check (jsonb_typeof(content) = 'object'),
  objectives text[] not null default '{}' check (cardinality(objectives) <= 20 and array_position(objectives, null) is null),
  estimated_minutes integer check (estimated_minutes between 1 and 10000),
  reckoned_minutes integer not null default 1 check (reckoned_minutes between 1 and 10000),
  is_free boolean not null default false,
  is_required boolean not null default true,
  not_ready text check (not_ready ~ '^[a-z][a-z_]{1,60}$'),
  revision integer not null default 1 check (revision >= 1),
  content_revision integer not null default 1 check (content_revision >= 1),
  deleted_at timestamptz,
  deleted_position integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, course_id, id),
  constraint lessons_position unique (organization_id, module_id, position) deferrable initially deferred,
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
  foreign key (organization_id, course_id, module_id) references course_modules (organization_id, course_id, id) on delete cascade,
  constraint lessons_content check ((kind = 'article') = (content is not null)),
  constraint lessons_deleted check ((position is null) = (deleted_at is not null) and (position is null) = (deleted_position is not null))
);
comment on table lessons is 'Steps of a module, in order; the draft. What serves a video or an assessment lies in the tables of its module.';
comment on column lessons.organization_id is 'Tenant.';
comment on column lessons.id is 'UUID version 7.';
comment on column lessons.course_id is 'The course.';
comment on column lessons.module_id is 'The part of the course.';
comment on column lessons.position is 'Order in the part, from 1 without gaps; null while deleted.';
comment on column lessons.kind is 'article, video, path (items one after another) or assessment.';
comment on column lessons.title is 'Title, 1-255 characters.';
comment on column lessons.summary is 'A sentence or two on what it is about.';
comment on column lessons.content is 'ProseMirror document of an article; null for other kinds.';
comment on column lessons.objectives is 'What a learner can do afterwards, in order.';
comment on column lessons.estimated_minutes is 'Minutes that it takes, as its author says; null for reckoned_minutes.';
comment on column lessons.reckoned_minutes is 'Minutes that it takes by its words, items or recording.';
comment on column lessons.is_free is 'Whether it may be read without being enrolled.';
comment on column lessons.is_required is 'Whether it counts for completion.';
comment on column lessons.not_ready is 'Code of why it cannot be published yet, set by what serves its kind; null where it can.';
comment on column lessons.revision is 'Counts edits of all but the content; an ETag.';
comment on column lessons.content_revision is 'Counts edits of the content or the items; an ETag.';
comment on column lessons.deleted_at is 'Soft delete: published versions keep showing it until the next one.';
comment on column lessons.deleted_position is 'Where it stood in its part, for bringing it back; null while it is there.';
comment on column lessons.created_at is 'When the row was made.';
comment on column lessons.updated_at is 'When the row was last changed.';
create index lessons_module on lessons (organization_id, course_id, module_id, position);
create index lessons_title_trgm on lessons using gin (title gin_trgm_ops);
select protect_tenant_table('lessons');
-- Without the insert and the content: an article is up to a megabyte, and its versions are kept.
create trigger audit after update of title, summary, module_id, is_free, is_required, deleted_at on lessons
  for each row execute function record_audit('lessons', 'id');

create table lesson_items (
  organization_id uuid not null,
  lesson_id uuid not null,
  item_id uuid not null,
  item_type item_type not null check (item_type in ('nugget', 'flashcard', 'question')),
  position integer not null check (position >= 1),
  primary key (organization_id, lesson_id, item_id),
  constraint lesson_items_position unique (organization_id, lesson_id, position) deferrable initially deferred,
  foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
  foreign key (organization_id, item_id, item_type) references items (organization_id, id, type) on delete cascade
);
comment on table lesson_items is 'Items that a lesson uses: those of a path in order, and those in the text of an article by first appearance.';
comment on column lesson_items.organization_id is 'Tenant.';
comment on column lesson_items.lesson_id is 'The lesson.';
comment on column lesson_items.item_id is 'The item.';
comment on column lesson_items.item_type is 'nugget, flashcard or question.';
comment on column lesson_items.position is 'Order, from 1.';
create index lesson_items_item on lesson_items (organization_id, item_id, item_type);
select protect_tenant_table('lesson_items');

create table lesson_resources (
  organization_id uuid not null,
  id uuid not null,
  lesson_id uuid not null,
  position integer not null check (position >= 1),
  kind lesson_resource_kind not null,
  title text not null check (length(btrim(title)) between 1 and 255),
  url text check (url ~ '^https?://' and length(url) <= 2000),
  file_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  constraint lesson_resources_position unique (organization_id, lesson_id, position) deferrable initially deferred,
  foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
  foreign key (organization_id, file_id) references course_files (organization_id, id) on delete restrict,
  constraint lesson_resources_kind check (
    (kind = 'link' and url is not null and file_id is null) or (kind = 'file' and file_id is not null and url is null)
  )
);
comment on table lesson_resources is 'Further reading of a lesson: links, and files to download; the draft.';
comment on column lesson_resources.organization_id is 'Tenant.';
comment on column lesson_resources.id is 'UUID version 7.';
comment on column lesson_resources.lesson_id is 'The lesson.';
comment on column lesson_resources.position is 'Order, from 1.';
comment on column lesson_resources.kind is 'link or file.';
comment on column lesson_resources.title is 'What it is.';
comment on column lesson_resources.url is 'Address of a link.';
comment on column lesson_resources.file_id is 'The file.';
comment on column lesson_resources.created_at is 'When the row was made.';
comment on column lesson_resources.updated_at is 'When the row was last changed.';
create index lesson_resources_file on lesson_resources (organization_id, file_id);
select protect_tenant_table('lesson_resources');

create table lesson_versions (
  organization_id uuid not null,
  lesson_id uuid not null,
  number integer not null check (number >= 1),
  kind lesson_kind not null,
  title text not null,
  summary text not null default '',
  content jsonb,
  objectives text[] not null default '{}',
  minutes integer not null check (minutes >= 1),
  item_ids uuid[] not null default '{}',
  resources jsonb not null default '[]' check (jsonb_typeof(resources) = 'array'),
  content_hash text not null check (length(content_hash) = 64),
  created_at timestamptz not null default now(),
  primary key (organization_id, lesson_id, number),
  unique (organization_id, lesson_id, content_hash),
  foreign key (organization_id, lesson_id) references lessons (organization_id, id) on delete cascade,
  constraint lesson_versions_content check ((kind = 'article') = (content is not null))
);
comment on table lesson_versions is 'What learners read of a lesson; made at a publication where it has changed, never changed.';
comment on column lesson_versions.organization_id is 'Tenant.';
comment on column lesson_versions.lesson_id is 'The lesson.';
comment on column lesson_versions.number is '1, 2, ...';
comment on column lesson_versions.kind is 'article, video, path or assessment.';
comment on column lesson_versions.title is 'Title.';
comment on column lesson_versions.summary is 'A sentence or two on what it is about.';
comment on column lesson_versions.content is 'ProseMirror document of an article.';
comment on column lesson_versions.objectives is 'What a learner can do afterwards.';
comment on column lesson_versions.minutes is 'Minutes that it takes.';
comment on column lesson_versions.item_ids is 'Its items in order.';
comment on column lesson_versions.resources is 'Its links and files in order: id, kind, title, url or file (id, name, media type, size).';
comment on column lesson_versions.content_hash is 'SHA-256 of all of it; the same content has one version.';
comment on column lesson_versions.created_at is 'When the row was made.';
select protect_tenant_table('lesson_versions');

create table course_versions (
  organization_id uuid not null,
  course_id uuid not null,
  number integer not null check (number >= 1),
  title text not null,
  description text not null,
  difficulty course_difficulty not null,
  minutes integer not null check (minutes >= 1),
  language text not null,
  category text,
  tags text[] not null default '{}',
  objectives text[] not null default '{}',
  thumbnail_file_id uuid,
  required_percent smallint not null check (required_percent between 1 and 100),
  has_certificate boolean not null,
  lesson_count integer not null check (lesson_count >= 1),
  free_lesson_count integer not null check (free_lesson_count between 0 and lesson_count),
  content_hash text not null check (length(content_hash) = 64),
  note text not null default '' check (length(note) <= 2000),
  changes jsonb not null,
  published_by uuid not null references users (id),
  published_at timestamptz not null default now(),
  search_text text not null default '',
  search_config regconfig not null default 'simple',
  tsv tsvector generated always as (
    setweight(to_tsvector(search_config, title), 'A')
    || setweight(to_tsvector(search_config, description), 'B')
    || setweight(to_tsvector(search_config, search_text), 'C')
  ) stored,
  primary key (organization_id, course_id, number),
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete cascade,
  foreign key (organization_id, thumbnail_file_id) references course_files (organization_id, id) on delete set null (thumbnail_file_id)
);
comment on table course_versions is 'What learners and the catalog show of a course; one for each publication that changed something, never changed.';
comment on column course_versions.organization_id is 'Tenant.';
comment on column course_versions.course_id is 'The course.';
comment on column course_versions.number is '1, 2, ...';
comment on column course_versions.title is 'Title.';
comment on column course_versions.description is 'What it is about.';
comment on column course_versions.difficulty is 'beginner, intermediate or advanced.';
comment on column course_versions.minutes is 'Minutes that it takes: its author''s figure, else the sum of its lessons.';
comment on column course_versions.language is 'ISO 639 code.';
comment on column course_versions.category is 'Where it stands in the catalog.';
comment on column course_versions.tags is 'Free labels.';
comment on column course_versions.objectives is 'What a learner can do afterwards.';
comment on column course_versions.thumbnail_file_id is 'Its picture.';
comment on column course_versions.required_percent is 'Share of the required lessons that completes it.';
comment on column course_versions.has_certificate is 'Whether completing it gives a certificate.';
comment on column course_versions.lesson_count is 'Number of lessons.';
comment on column course_versions.free_lesson_count is 'How many of them may be read without being enrolled.';
comment on column course_versions.content_hash is 'SHA-256 of all that learners see; an unchanged course makes no version.';
comment on column course_versions.note is 'What its publisher says about it.';
comment on column course_versions.changes is 'What is other than in the version before: lessons added, removed, moved, renamed, changed, and fields.';
comment on column course_versions.published_by is 'Who published it.';
comment on column course_versions.published_at is 'When.';
comment on column course_versions.search_text is 'Category, tags, objectives, and titles of modules and lessons, for the search.';
comment on column course_versions.search_config is 'Text search configuration of its language.';
comment on column course_versions.tsv is 'Search words.';
create index course_versions_thumbnail on course_versions (organization_id, thumbnail_file_id);
create index course_versions_tsv on course_versions using gin (tsv);
create index course_versions_title_trgm on course_versions using gin (title gin_trgm_ops);
select protect_tenant_table('course_versions');

alter table courses add constraint courses_published_version
  foreign key (organization_id, id, published_version) references course_versions (organization_id, course_id, number);
create index courses_version on courses (organization_id, id, published_version);

create table course_version_lessons (
  organization_id uuid not null,
  course_id uuid not null,
  version integer not null,
  lesson_id uuid not null,
  lesson_version integer not null,
  module_id uuid not null,
  module_position integer not null check (module_position >= 1),
  module_title text not null,
  module_description text not null default '',
  position integer not null check (position >= 1),
  is_free boolean not null,
  is_required boolean not null,
  primary key (organization_id, course_id, version, lesson_id),
  unique (organization_id, course_id, version, module_position, position),
  foreign key (organization_id, course_id, version) references course_versions (organization_id, course_id, number) on delete cascade,
  foreign key (organization_id, course_id, lesson_id) references lessons (organization_id, course_id, id) on delete cascade,
  foreign key (organization_id, lesson_id, lesson_version) references lesson_versions (organization_id, lesson_id, number) on delete cascade,
  foreign key (organization_id, course_id, module_id) references course_modules (organization_id, course_id, id) on delete cascade
);
comment on table course_version_lessons is 'Which lessons a version of a course has, in which order.';
comment on column course_version_lessons.organization_id is 'Tenant.';
comment on column course_version_lessons.course_id is 'The course.';
comment on column course_version_lessons.version is 'The version of the course.';
comment on column course_version_lessons.lesson_id is 'The lesson.';
comment on column course_version_lessons.lesson_version is 'The version of the lesson.';
comment on column course_version_lessons.module_id is 'The part of the course.';
comment on column course_version_lessons.module_position is 'Order of the part, from 1.';
comment on column course_version_lessons.module_title is 'Title of the part.';
comment on column course_version_lessons.module_description is 'What the part is about.';
comment on column course_version_lessons.position is 'Order in the part, from 1.';
comment on column course_version_lessons.is_free is 'Whether it may be read without being enrolled.';
comment on column course_version_lessons.is_required is 'Whether it counts for completion.';
create index course_version_lessons_lesson on course_version_lessons (organization_id, course_id, lesson_id);
create index course_version_lessons_version on course_version_lessons (organization_id, lesson_id, lesson_version);
create index course_version_lessons_module on course_version_lessons (organization_id, course_id, module_id);
select protect_tenant_table('course_version_lessons');

-- down
drop table course_version_lessons;
alter table courses drop constraint courses_published_version;
drop table course_versions;
drop table lesson_versions;
drop table lesson_resources;
drop table lesson_items;
drop table lessons;
drop table course_modules;
drop table course_prerequisites;
drop table courses;
drop table course_files;
drop type lesson_resource_kind;
drop type lesson_kind;
drop type course_enrolment;
drop type course_difficulty;
