-- up
create type item_type as enum ('nugget', 'summary', 'flashcard', 'question');
create type item_status as enum ('in_review', 'approved', 'rejected', 'retired');
create type question_type as enum ('multiple_choice', 'true_false', 'fill_blank', 'short_answer');
create type flashcard_style as enum ('term_to_definition', 'definition_to_term', 'cloze', 'question_answer');
create type summary_scope as enum ('chunk', 'material');
create type generation_task as enum ('concepts', 'nuggets', 'flashcards', 'questions', 'summaries', 'regenerate');
create type generation_status as enum ('running', 'completed', 'failed');
create type review_decision as enum ('approve', 'edit', 'reject', 'regenerate');

create table generations (
  organization_id uuid not null,
  id uuid not null,
  material_id uuid not null,
  task generation_task not null,
  input_hash text not null,
  engine text not null,
  model text not null,
  prompt_version text not null,
  params jsonb not null default '{}',
  status generation_status not null default 'running',
  error text,
  tokens_in integer not null default 0 check (tokens_in >= 0),
  tokens_out integer not null default 0 check (tokens_out >= 0),
  cost_microusd bigint not null default 0 check (cost_microusd >= 0),
  items_made integer not null default 0 check (items_made >= 0),
  items_dropped integer not null default 0 check (items_dropped >= 0),
  dropped_by_lint jsonb not null default '{}',
  duration_ms integer check (duration_ms >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, material_id, task, input_hash, engine, model, prompt_version),
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete cascade,
  constraint generations_error check ((status = 'failed') = (error is not null))
);
comment on table generations is 'One run of an engine on some passages: where generated items come from.';
comment on column generations.organization_id is 'Tenant.';
comment on column generations.id is 'UUID version 7.';
comment on column generations.material_id is 'The material that was read.';
comment on column generations.task is 'What was asked for.';
comment on column generations.input_hash is 'Hash of the passages; the same work is never done twice.';
comment on column generations.engine is 'Engine that ran.';
comment on column generations.model is 'Model or version of the engine.';
comment on column generations.prompt_version is 'Version of its rules or prompts.';
comment on column generations.params is 'Parameters of the run.';
comment on column generations.status is 'running, completed or failed.';
comment on column generations.error is 'Why it failed.';
comment on column generations.tokens_in is 'Tokens read; 0 for an engine without a model.';
comment on column generations.tokens_out is 'Tokens written.';
comment on column generations.cost_microusd is 'Cost in millionths of a US dollar.';
comment on column generations.items_made is 'Items kept.';
comment on column generations.items_dropped is 'Drafts that failed a lint.';
comment on column generations.dropped_by_lint is 'Number of dropped drafts by lint.';
comment on column generations.duration_ms is 'How long it took.';
comment on column generations.created_at is 'When the row was made.';
comment on column generations.updated_at is 'When the row was last changed.';
select protect_tenant_table('generations');

create table items (
  organization_id uuid not null,
  id uuid not null,
  type item_type not null,
  material_id uuid not null,
  generation_id uuid,
  status item_status not null default 'in_review',
  title text not null check (length(title) between 1 and 1000),
  body text not null,
  difficulty smallint not null check (difficulty between 1 and 10),
  quality real not null check (quality between 0 and 1),
  position integer not null check (position >= 0),
  lints text[] not null default '{}',
  draft_key text not null,
  revision integer not null default 1,
  search_config regconfig not null default 'simple',
  tsv tsvector generated always as (
    setweight(to_tsvector(search_config, title), 'A') || setweight(to_tsvector(search_config, body), 'B')
  ) stored,
  embedding halfvec(1536),
  embedder text,
  approved_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, id, type),
  unique (organization_id, material_id, draft_key),
  foreign key (organization_id, material_id) references materials (organization_id, id) on delete cascade,
  foreign key (organization_id, generation_id) references generations (organization_id, id) on delete set null (generation_id),
  constraint items_approved check (status <> 'approved' or approved_at is not null),
  constraint items_embedder check ((embedding is null) = (embedder is null))
);
comment on table items is 'What all nuggets, summaries, flashcards and questions have in common; the row of the kind has the rest.';
comment on column items.organization_id is 'Tenant.';
comment on column items.id is 'UUID version 7.';
comment on column items.type is 'Which kind.';
comment on column items.material_id is 'The material that it comes from.';
comment on column items.generation_id is 'The run that made it; null where a person wrote it.';
comment on column items.status is 'in_review, approved (learners may see it), rejected or retired.';
comment on column items.title is 'Title, front or stem: one line that names it.';
comment on column items.body is 'Everything else that is searched.';
comment on column items.difficulty is '1 (easy) to 10.';
comment on column items.quality is 'How sure the engine was, 0-1.';
comment on column items.position is 'Order in the material: the position of its first passage.';
comment on column items.lints is 'Codes of the lints that it fails.';
comment on column items.draft_key is 'Hash of type, passage and content; a repeated run makes nothing twice.';
comment on column items.revision is 'Counts edits; the ETag.';
comment on column items.search_config is 'Text search configuration of its language.';
comment on column items.tsv is 'Search words.';
comment on column items.embedding is 'Unit vector, for search and near-duplicates.';
comment on column items.embedder is 'What made the vector.';
comment on column items.approved_at is 'When it became visible to learners.';
comment on column items.created_at is 'When the row was made.';
comment on column items.updated_at is 'When the row was last changed.';
create index items_by_material on items (organization_id, material_id, position, type, id);
create index items_in_review on items (organization_id, material_id, position, type, id) where status = 'in_review';
create index items_tsv on items using gin (tsv);
-- Over signs, as chunks_embedding.
create index items_embedding on items using hnsw ((binary_quantize(embedding)::bit(1536)) bit_hamming_ops);
create index items_title_trgm on items using gin (title gin_trgm_ops);
create index items_generation on items (organization_id, generation_id);
select protect_tenant_table('items');

create table nuggets (
  organization_id uuid not null,
  item_id uuid not null,
  type item_type not null default 'nugget' check (type = 'nugget'),
  title text not null check (length(btrim(title)) between 1 and 255),
  text text not null,
  topics text[] not null default '{}',
  estimated_minutes real not null check (estimated_minutes > 0),
  primary key (organization_id, item_id),
  foreign key (organization_id, item_id, type) references items (organization_id, id, type) on delete cascade
);
comment on table nuggets is 'A short lesson on one idea.';
comment on column nuggets.organization_id is 'Tenant.';
comment on column nuggets.item_id is 'The item.';
comment on column nuggets.type is 'Always nugget: ties the row to an item of its kind.';
comment on column nuggets.title is 'The idea in a line.';
comment on column nuggets.text is 'The lesson, paragraphs separated by empty lines.';
comment on column nuggets.topics is 'What it is about.';
comment on column nuggets.estimated_minutes is 'Reading time.';
select protect_tenant_table('nuggets');

create table summaries (
  organization_id uuid not null,
  item_id uuid not null,
  type item_type not null default 'summary' check (type = 'summary'),
  scope summary_scope not null,
  title text not null check (length(btrim(title)) between 1 and 255),
  text text not null,
  primary key (organization_id, item_id),
  foreign key (organization_id, item_id, type) references items (organization_id, id, type) on delete cascade
);
comment on table summaries is 'The most telling sentences of a passage or a material.';
comment on column summaries.organization_id is 'Tenant.';
comment on column summaries.item_id is 'The item.';
comment on column summaries.type is 'Always summary: ties the row to an item of its kind.';
comment on column summaries.scope is 'chunk or material.';
comment on column summaries.title is 'What it sums up.';
comment on column summaries.text is 'The summary.';
select protect_tenant_table('summaries');

create table flashcards (
  organization_id uuid not null,
  item_id uuid not null,
  type item_type not null default 'flashcard' check (type = 'flashcard'),
  style flashcard_style not null,
  front text not null check (length(btrim(front)) > 0),
  back text not null check (length(btrim(back)) > 0),
  primary key (organization_id, item_id),
  foreign key (organization_id, item_id, type) references items (organization_id, id, type) on delete cascade
);
comment on table flashcards is 'A card with a front to answer and a back to check.';
comment on column flashcards.organization_id is 'Tenant.';
comment on column flashcards.item_id is 'The item.';
comment on column flashcards.type is 'Always flashcard: ties the row to an item of its kind.';
comment on column flashcards.style is 'term_to_definition, definition_to_term, cloze or question_answer.';
comment on column flashcards.front is 'What is asked.';
comment on column flashcards.back is 'What is remembered.';
select protect_tenant_table('flashcards');

create table questions (
  organization_id uuid not null,
  item_id uuid not null,
  type item_type not null default 'question' check (type = 'question'),
  question_type question_type not null,
  current_version integer not null default 1 check (current_version >= 1),
  points numeric(6, 2) not null default 1 check (points > 0),
  primary key (organization_id, item_id),
  foreign key (organization_id, item_id, type) references items (organization_id, id, type) on delete cascade
);
comment on table questions is 'A question; its wording is in question_versions.';
comment on column questions.organization_id is 'Tenant.';
comment on column questions.item_id is 'The item.';
comment on column questions.type is 'Always question: ties the row to an item of its kind.';
comment on column questions.question_type is 'How it is answered.';
comment on column questions.current_version is 'Version that is asked now.';
comment on column questions.points is 'Points for a right answer.';
select protect_tenant_table('questions');

create table question_versions (
  organization_id uuid not null,
  question_id uuid not null,
  version integer not null check (version >= 1),
  stem text not null check (length(btrim(stem)) > 0),
  answer_key jsonb not null,
  explanation text not null,
  hints text[] not null default '{}',
  created_by uuid references users (id),
  created_at timestamptz not null default now(),
  primary key (organization_id, question_id, version),
  foreign key (organization_id, question_id) references questions (organization_id, item_id) on delete cascade
);
comment on table question_versions is 'The wording of a question; answers refer to the version answered.';
comment on column question_versions.organization_id is 'Tenant.';
comment on column question_versions.question_id is 'The question.';
comment on column question_versions.version is '1, 2, ...';
comment on column question_versions.stem is 'What is asked; ____ marks a gap.';
comment on column question_versions.answer_key is 'Options with their feedback, gaps, or accepted answers, by type.';
comment on column question_versions.explanation is 'Why the answer is right.';
comment on column question_versions.hints is 'Hints, the lightest first.';
comment on column question_versions.created_by is 'Who wrote this version; null for an engine.';
comment on column question_versions.created_at is 'When the row was made.';
select protect_tenant_table('question_versions');

create table item_sources (
  organization_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  position smallint not null check (position >= 0),
  chunk_id uuid not null,
  start_offset integer not null check (start_offset >= 0),
  end_offset integer not null,
  quote text not null,
  page integer check (page >= 1),
  seconds numeric(12, 3) check (seconds >= 0),
  primary key (organization_id, id),
  unique (organization_id, item_id, position),
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade,
  foreign key (organization_id, chunk_id) references chunks (organization_id, id) on delete cascade,
  constraint item_sources_span check (end_offset > start_offset)
);
comment on table item_sources is 'The spans of the source that an item rests on.';
comment on column item_sources.organization_id is 'Tenant.';
comment on column item_sources.id is 'UUID version 7.';
comment on column item_sources.item_id is 'The item.';
comment on column item_sources.position is 'Order of the spans, from 0.';
comment on column item_sources.chunk_id is 'The passage.';
comment on column item_sources.start_offset is 'Offset in the passage (UTF-16 units).';
comment on column item_sources.end_offset is 'End offset, exclusive.';
comment on column item_sources.quote is 'The text of the span, to the letter.';
comment on column item_sources.page is 'Page or slide on which the span begins.';
comment on column item_sources.seconds is 'Second of the recording at which the span begins.';
create index item_sources_chunk on item_sources (organization_id, chunk_id);
select protect_tenant_table('item_sources');

create table item_concepts (
  organization_id uuid not null,
  item_id uuid not null,
  concept_id uuid not null,
  primary key (organization_id, item_id, concept_id),
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade,
  foreign key (organization_id, concept_id) references concepts (organization_id, id) on delete cascade
);
comment on table item_concepts is 'Which concepts an item teaches or asks.';
comment on column item_concepts.organization_id is 'Tenant.';
comment on column item_concepts.item_id is 'The item.';
comment on column item_concepts.concept_id is 'The concept.';
create index item_concepts_concept on item_concepts (organization_id, concept_id);
select protect_tenant_table('item_concepts');

create table item_reviews (
  organization_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  reviewer_id uuid not null references users (id),
  decision review_decision not null,
  reason text check (length(reason) <= 2000),
  status_before item_status not null,
  content_before jsonb,
  undone_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, item_id) references items (organization_id, id) on delete cascade,
  constraint item_reviews_reason check (decision <> 'reject' or length(btrim(reason)) > 0)
);
comment on table item_reviews is 'What people decided on items.';
comment on column item_reviews.organization_id is 'Tenant.';
comment on column item_reviews.id is 'UUID version 7.';
comment on column item_reviews.item_id is 'The item.';
comment on column item_reviews.reviewer_id is 'Who decided.';
comment on column item_reviews.decision is 'approve, edit, reject or regenerate.';
comment on column item_reviews.reason is 'Why; a rejection has one.';
comment on column item_reviews.status_before is 'Status that undo brings back.';
comment on column item_reviews.content_before is 'What undo brings back where the decision changed it: content, difficulty and lints of an edit, or the replacement of a regeneration.';
comment on column item_reviews.undone_at is 'When it was undone.';
comment on column item_reviews.created_at is 'When the row was made.';
comment on column item_reviews.updated_at is 'When the row was last changed.';
create index item_reviews_item on item_reviews (organization_id, item_id, created_at desc);
create index item_reviews_reviewer on item_reviews (organization_id, reviewer_id, created_at desc);
select protect_tenant_table('item_reviews');

create view generated_assets with (security_invoker = true) as
select
  items.organization_id,
  items.id,
  items.type as asset_type,
  items.material_id,
  items.status,
  items.title,
  coalesce(nuggets.text, summaries.text, flashcards.back, question_versions.explanation) as text,
  items.difficulty,
  items.quality,
  generations.engine,
  generations.model,
  generations.prompt_version,
  generations.params as generation_params,
  items.created_at,
  items.updated_at
from items
left join nuggets on nuggets.organization_id = items.organization_id and nuggets.item_id = items.id
left join summaries on summaries.organization_id = items.organization_id and summaries.item_id = items.id
left join flashcards on flashcards.organization_id = items.organization_id and flashcards.item_id = items.id
left join questions on questions.organization_id = items.organization_id and questions.item_id = items.id
left join question_versions
  on question_versions.organization_id = questions.organization_id
  and question_versions.question_id = questions.item_id
  and question_versions.version = questions.current_version
left join generations on generations.organization_id = items.organization_id and generations.id = items.generation_id;
comment on view generated_assets is 'All generated items in one shape, for reports.';
grant select on generated_assets to lectern_app;

-- down
drop view generated_assets;
drop table item_reviews;
drop table item_concepts;
drop table item_sources;
drop table question_versions;
drop table questions;
drop table flashcards;
drop table summaries;
drop table nuggets;
drop table items;
drop table generations;
drop type review_decision;
drop type generation_status;
drop type generation_task;
drop type summary_scope;
drop type flashcard_style;
drop type question_type;
drop type item_status;
drop type item_type;
