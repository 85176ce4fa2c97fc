-- up
create type proposal_status as enum ('draft', 'created');

create table course_proposals (
  organization_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  status proposal_status not null default 'draft',
  title text not null check (length(btrim(title)) between 1 and 255),
  description text not null default '' check (length(description) <= 4000),
  level course_difficulty not null,
  language text not null default 'und' check (language ~ '^[a-z]{2,3}$'),
  objectives text[] not null default '{}' check (cardinality(objectives) <= 12 and array_position(objectives, null) is null),
  options jsonb not null check (jsonb_typeof(options) = 'object'),
  tree jsonb not null check (jsonb_typeof(tree) = 'object'),
  course_id uuid,
  revision integer not null default 1 check (revision >= 1),
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, course_id) references courses (organization_id, id) on delete set null (course_id),
  constraint course_proposals_course check (course_id is null or status = 'created')
);
comment on table course_proposals is 'Courses that were proposed from materials, as their authors have edited them so far.';
comment on column course_proposals.organization_id is 'Tenant.';
comment on column course_proposals.id is 'UUID version 7.';
comment on column course_proposals.status is 'draft, or created once a course was made of it.';
comment on column course_proposals.title is 'Title of the course.';
comment on column course_proposals.description is 'Description of the course.';
comment on column course_proposals.level is 'Difficulty of the course.';
comment on column course_proposals.language is 'Language of most of its text; und where none is known.';
comment on column course_proposals.objectives is 'What a learner can do after the course.';
comment on column course_proposals.options is 'Where there are quizzes, whether there is an exam, and how long lessons are.';
comment on column course_proposals.tree is 'Modules, lessons, sections and the ids of their items, and what is left out.';
comment on column course_proposals.course_id is 'The course that was made of it; null before, and after that course was erased.';
comment on column course_proposals.revision is 'Counts edits; the ETag.';
comment on column course_proposals.created_by is 'Whose proposal it is.';
comment on column course_proposals.created_at is 'When the row was made.';
comment on column course_proposals.updated_at is 'When the row was last changed.';
create index course_proposals_newest on course_proposals (organization_id, created_by, updated_at desc, id desc) where status = 'draft';
create index course_proposals_course on course_proposals (organization_id, course_id);
select protect_tenant_table('course_proposals');

create table course_proposal_materials (
  organization_id uuid not null,
  proposal_id uuid not null,
  material_id uuid not null,
  position smallint not null check (position >= 0),
  unplaced integer not null default 0 check (unplaced >= 0),
  primary key (organization_id, proposal_id, material_id),
  unique (organization_id, proposal_id, position),
  foreign key (organization_id, proposal_id) references course_proposals (organization_id, id) on delete cascade,
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete cascade
);
comment on table course_proposal_materials is 'The materials that a proposed course is made from.';
comment on column course_proposal_materials.organization_id is 'Tenant.';
comment on column course_proposal_materials.proposal_id is 'The proposal.';
comment on column course_proposal_materials.material_id is 'The material.';
comment on column course_proposal_materials.position is 'Order in which the author named them, from 0.';
comment on column course_proposal_materials.unplaced is 'Its items that stand nowhere in the proposal, because their passage is gone.';
create index course_proposal_materials_material on course_proposal_materials (organization_id, material_id);
select protect_tenant_table('course_proposal_materials');

-- down
drop table course_proposal_materials;
drop table course_proposals;
drop type proposal_status;
