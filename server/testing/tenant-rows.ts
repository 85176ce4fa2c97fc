import { newId } from '../ids.ts';

/** Ids of one organization's sample rows, shared by the rows that refer to each other. */
export type SampleIds = {
  organization: string;
  user: string;
  otherUser: string;
  material: string;
  chunk: string;
  concept: string;
  otherConcept: string;
  generation: string;
  nugget: string;
  summary: string;
  flashcard: string;
  question: string;
  session: string;
  connection: string;
  folder: string;
  job: string;
  batch: string;
  courseFile: string;
  course: string;
  otherCourse: string;
  courseModule: string;
  lesson: string;
  video: string;
  milestone: string;
  assessment: string;
  gradeCategory: string;
  assessmentSection: string;
  pool: string;
  attempt: string;
  submission: string;
  submissionFile: string;
  proposal: string;
};

export function sampleIds(organization: string, user: string, otherUser: string): SampleIds {
  return {
    organization,
    user,
    otherUser,
    material: newId(),
    chunk: newId(),
    concept: newId(),
    otherConcept: newId(),
    generation: newId(),
    nugget: newId(),
    summary: newId(),
    flashcard: newId(),
    question: newId(),
    session: newId(),
    connection: newId(),
    folder: newId(),
    job: newId(),
    batch: newId(),
    courseFile: newId(),
    course: newId(),
    otherCourse: newId(),
    courseModule: newId(),
    lesson: newId(),
    video: newId(),
    milestone: newId(),
    assessment: newId(),
    gradeCategory: newId(),
    assessmentSection: newId(),
    pool: newId(),
    attempt: newId(),
    submission: newId(),
    submissionFile: newId(),
    proposal: newId(),
  };
}

type Row = Record<string, unknown>;

const item = (ids: SampleIds, id: string, type: string): Row => ({
  id,
  type,
  material_id: ids.material,
  generation_id: ids.generation,
  status: 'approved',
  title: `A ${type}`,
  body: 'Text',
  difficulty: 3,
  quality: 0.8,
  position: 0,
  draft_key: id,
  approved_at: new Date(),
});

const now = new Date();

/**
 * One row or more for every tenant table, in the order of their foreign keys. `organization_id` is
 * added to each. A new tenant table needs an entry here, or the tenancy proof fails.
 */
export const SAMPLE_ROWS: Record<string, (ids: SampleIds) => Row[]> = {
  memberships: () => [],
  invitations: (ids) => [
    {
      id: newId(),
      email: 'guest@example.com',
      role: 'learner',
      token_hash: 'x',
      invited_by: ids.user,
      expires_at: now,
    },
  ],
  system_settings: () => [{ id: newId(), scope: 'organization', key: 'sample.key', value: '1' }],
  idempotency_keys: (ids) => [{ user_id: ids.user, key: 'sample-key', request_hash: 'x' }],
  materials: (ids) => [
    {
      id: ids.material,
      title: 'Sample',
      source_type: 'text',
      source_name: 'Sample',
      checksum: ids.material,
      storage_key: 'x',
      size_bytes: 1,
      created_by: ids.user,
    },
  ],
  material_versions: (ids) => [{ material_id: ids.material, version: 1, checksum: 'x' }],
  chunks: (ids) => [
    {
      id: ids.chunk,
      material_id: ids.material,
      version: 1,
      position: 0,
      kind: 'prose',
      text: 'Sample text.',
      start_offset: 0,
      end_offset: 12,
      blocks: '[]',
      word_count: 2,
      content_hash: 'x',
    },
  ],
  concepts: (ids) => [
    {
      id: ids.concept,
      key: 'sample',
      name: 'sample',
      definition: 'A sample.',
      chunk_id: ids.chunk,
    },
    {
      id: ids.otherConcept,
      key: 'other',
      name: 'other',
      definition: 'Another.',
      chunk_id: ids.chunk,
    },
  ],
  concept_mentions: (ids) => [{ concept_id: ids.concept, chunk_id: ids.chunk, occurrences: 1 }],
  embedders: () => [{ slot: 'a', name: 'sample' }],
  concept_edges: (ids) => [
    {
      from_concept_id: ids.concept,
      to_concept_id: ids.otherConcept,
      kind: 'prerequisite',
      weight: 0.5,
    },
  ],
  ingestion_jobs: (ids) => [
    {
      id: ids.job,
      source_type: 'text',
      source: 'Sample',
      material_id: ids.material,
      material_version: 1,
      created_by: ids.user,
    },
  ],
  watched_folders: (ids) => [{ id: ids.folder, path: '/srv/sample', created_by: ids.user }],
  watched_files: (ids) => [
    {
      id: newId(),
      folder_id: ids.folder,
      path: 'sample.pdf',
      size_bytes: 1,
      modified_at: now,
      stable_since: now,
      material_id: ids.material,
      job_id: ids.job,
    },
  ],
  monitored_urls: (ids) => [
    {
      id: newId(),
      url: 'https://example.com/sample',
      material_id: ids.material,
      job_id: ids.job,
      created_by: ids.user,
    },
  ],
  generations: (ids) => [
    {
      id: ids.generation,
      material_id: ids.material,
      task: 'nuggets',
      input_hash: 'x',
      engine: 'builtin',
      model: 'builtin-1',
      prompt_version: '1',
      status: 'completed',
    },
  ],
  items: (ids) => [
    item(ids, ids.nugget, 'nugget'),
    item(ids, ids.summary, 'summary'),
    item(ids, ids.flashcard, 'flashcard'),
    item(ids, ids.question, 'question'),
  ],
  nuggets: (ids) => [
    { item_id: ids.nugget, title: 'A nugget', text: 'Text', estimated_minutes: 1 },
  ],
  summaries: (ids) => [{ item_id: ids.summary, scope: 'chunk', title: 'A summary', text: 'Text' }],
  flashcards: (ids) => [{ item_id: ids.flashcard, style: 'cloze', front: 'F', back: 'B' }],
  questions: (ids) => [{ item_id: ids.question, question_type: 'short_answer' }],
  question_versions: (ids) => [
    {
      question_id: ids.question,
      version: 1,
      stem: 'What?',
      explanation: '',
      answer_key: '{"questionType":"short_answer","accepted":["x"]}',
    },
  ],
  item_sources: (ids) => [
    {
      id: newId(),
      item_id: ids.nugget,
      position: 0,
      chunk_id: ids.chunk,
      start_offset: 0,
      end_offset: 6,
      quote: 'Sample',
    },
  ],
  item_concepts: (ids) => [{ item_id: ids.nugget, concept_id: ids.concept }],
  item_reviews: (ids) => [
    {
      id: newId(),
      item_id: ids.nugget,
      reviewer_id: ids.user,
      decision: 'approve',
      status_before: 'in_review',
    },
  ],
  item_staleness: (ids) => [
    {
      item_id: ids.nugget,
      source_position: 0,
      version: 2,
      old_chunk_id: ids.chunk,
      old_start: 0,
      old_end: 6,
      old_quote: 'Sample',
      new_chunk_id: ids.chunk,
      new_start: 0,
      new_end: 6,
      new_quote: 'Sample',
    },
  ],
  learners: () => [],
  learning_sessions: (ids) => [{ id: ids.session, user_id: ids.user, material_id: ids.material }],
  interactions: (ids) => [
    { id: newId(), user_id: ids.user, session_id: ids.session, item_id: ids.nugget, kind: 'view' },
  ],
  item_exposures: (ids) => [{ user_id: ids.user, item_id: ids.nugget, last_seen_at: now }],
  mastery: (ids) => [
    {
      user_id: ids.user,
      concept_id: ids.concept,
      level: 50,
      logit: 0,
      evidence: 1,
      stability_days: 1,
      last_practiced_at: now,
    },
  ],
  flashcard_states: (ids) => [
    {
      user_id: ids.user,
      item_id: ids.flashcard,
      state: 'review',
      stability: 1,
      difficulty: 5,
      reps: 1,
      lapses: 0,
      scheduled_days: 1,
      due_at: now,
    },
  ],
  flashcard_reviews: (ids) => [
    {
      id: newId(),
      user_id: ids.user,
      item_id: ids.flashcard,
      rating: 'good',
      state_before: 'new',
      elapsed_days: 0,
      scheduled_days: 1,
      reviewed_at: now,
    },
  ],
  open_answers: (ids) => [
    {
      id: newId(),
      user_id: ids.user,
      item_id: ids.question,
      question_version: 1,
      text: 'An essay',
      max_points: 5,
    },
  ],
  item_statistics: (ids) => [{ item_id: ids.question, version: 1, answers: 1, learners: 1 }],
  calibrations: () => [{ calculated_to: now }],
  user_feedback: (ids) => [
    { id: newId(), user_id: ids.user, item_id: ids.nugget, kind: 'rating', rating: 4 },
  ],
  ai_connections: (ids) => [
    { id: ids.connection, provider: 'compatible', name: 'Local', base_url: 'http://localhost/v1' },
  ],
  ai_connection_keys: (ids) => [{ connection_id: ids.connection, sealed: Buffer.alloc(40) }],
  ai_model_configs: (ids) => [
    {
      id: newId(),
      scope: 'learner',
      user_id: ids.user,
      slot: 'tutoring',
      connection_id: ids.connection,
    },
  ],
  ai_prices: () => [
    { id: newId(), model: 'sample', in_microusd: 1, cached_microusd: 1, out_microusd: 1 },
  ],
  ai_budgets: () => [{ monthly_microusd: 1 }],
  ai_budget_months: () => [{ month: '2026-01-01' }],
  ai_running_calls: () => [
    { id: newId(), month: '2026-01-01', reserved_microusd: 1, expires_at: now },
  ],
  ai_batches: (ids) => [
    {
      id: ids.batch,
      work_id: ids.job,
      connection_id: ids.connection,
      provider: 'openai',
      model: 'sample',
      month: '2026-01-01',
      reserved_microusd: 1,
      expires_at: now,
    },
  ],
  ai_batch_requests: (ids) => [
    {
      id: newId(),
      batch_id: ids.batch,
      generation_id: ids.generation,
      task: 'nuggets',
      prompt_version: 'sample',
    },
  ],
  ai_usage_logs: (ids) => [
    {
      id: newId(),
      user_id: ids.user,
      task: 'nuggets',
      engine: 'builtin',
      model: 'builtin-1',
      latency_ms: 1,
      status: 'ok',
    },
  ],
  course_files: (ids) => [
    {
      id: ids.courseFile,
      name: 'sample.png',
      media_type: 'image/png',
      size_bytes: 1,
      checksum: 'x'.repeat(64),
      storage_key: 'x',
      is_image: true,
      created_by: ids.user,
    },
  ],
  courses: (ids) => [
    {
      id: ids.course,
      owner_id: ids.user,
      title: 'A course',
      thumbnail_file_id: ids.courseFile,
    },
    { id: ids.otherCourse, owner_id: ids.user, title: 'Another course' },
  ],
  course_prerequisites: (ids) => [{ course_id: ids.course, requires_course_id: ids.otherCourse }],
  course_modules: (ids) => [
    { id: ids.courseModule, course_id: ids.course, position: 1, title: 'A module' },
  ],
  lessons: (ids) => [
    {
      id: ids.lesson,
      course_id: ids.course,
      module_id: ids.courseModule,
      position: 1,
      kind: 'path',
      title: 'A lesson',
    },
  ],
  lesson_items: (ids) => [
    { lesson_id: ids.lesson, item_id: ids.nugget, item_type: 'nugget', position: 1 },
  ],
  lesson_resources: (ids) => [
    {
      id: newId(),
      lesson_id: ids.lesson,
      position: 1,
      kind: 'file',
      title: 'A file',
      file_id: ids.courseFile,
    },
  ],
  lesson_versions: (ids) => [
    {
      lesson_id: ids.lesson,
      number: 1,
      kind: 'path',
      title: 'A lesson',
      minutes: 1,
      content_hash: 'x'.repeat(64),
    },
  ],
  course_versions: (ids) => [
    {
      course_id: ids.course,
      number: 1,
      title: 'A course',
      description: '',
      difficulty: 'beginner',
      minutes: 1,
      language: 'en',
      thumbnail_file_id: ids.courseFile,
      required_percent: 100,
      has_certificate: false,
      lesson_count: 1,
      free_lesson_count: 0,
      content_hash: 'x'.repeat(64),
      changes: '{}',
      published_by: ids.user,
    },
  ],
  course_version_lessons: (ids) => [
    {
      course_id: ids.course,
      version: 1,
      lesson_id: ids.lesson,
      lesson_version: 1,
      module_id: ids.courseModule,
      module_position: 1,
      module_title: 'A module',
      position: 1,
      is_free: false,
      is_required: true,
    },
  ],
  grade_categories: (ids) => [
    { id: ids.gradeCategory, course_id: ids.course, position: 1, name: 'Exams' },
  ],
  assessments: (ids) => [
    {
      id: ids.assessment,
      course_id: ids.course,
      lesson_id: ids.lesson,
      category_id: ids.gradeCategory,
    },
  ],
  assessment_sections: (ids) => [
    { id: ids.assessmentSection, assessment_id: ids.assessment, position: 1 },
  ],
  assessment_questions: (ids) => [
    {
      id: newId(),
      assessment_id: ids.assessment,
      section_id: ids.assessmentSection,
      position: 1,
      item_id: ids.question,
    },
    {
      id: ids.pool,
      assessment_id: ids.assessment,
      section_id: ids.assessmentSection,
      position: 2,
      draw_count: 1,
    },
  ],
  pool_questions: (ids) => [{ entry_id: ids.pool, item_id: ids.question }],
  assessment_overrides: (ids) => [
    { id: newId(), assessment_id: ids.assessment, user_id: ids.user, reason: 'Ill' },
  ],
  assessment_attempts: (ids) => [
    {
      id: ids.attempt,
      assessment_id: ids.assessment,
      user_id: ids.user,
      number: 1,
      seed: '0'.repeat(32),
      question_count: 1,
      question_layout: 'all',
      allow_back: true,
      max_score: 1,
      started_at: now,
    },
  ],
  attempt_questions: (ids) => [
    {
      attempt_id: ids.attempt,
      position: 1,
      user_id: ids.user,
      section: 0,
      item_id: ids.question,
      version: 1,
      points: 1,
    },
  ],
  attempt_answers: (ids) => [{ attempt_id: ids.attempt, position: 1, user_id: ids.user }],
  submissions: (ids) => [
    { id: ids.submission, assessment_id: ids.assessment, user_id: ids.user, number: 1 },
  ],
  submission_files: (ids) => [
    {
      id: ids.submissionFile,
      submission_id: ids.submission,
      user_id: ids.user,
      name: 'essay.pdf',
      media_type: 'application/pdf',
      size_bytes: 1,
      checksum: 'x'.repeat(64),
      storage_key: 'x',
    },
  ],
  submission_comments: (ids) => [
    {
      id: newId(),
      submission_id: ids.submission,
      user_id: ids.user,
      file_id: ids.submissionFile,
      text: 'Good',
    },
  ],
  grades: (ids) => [{ id: newId(), assessment_id: ids.assessment, user_id: ids.user }],
  regrades: (ids) => [
    {
      id: newId(),
      assessment_id: ids.assessment,
      questions: '[]',
      allow_lower: false,
      reason: 'The key was wrong',
      raised: 0,
      lowered: 0,
      newly_passed: 0,
      newly_failed: 0,
      changes: '[]',
    },
  ],
  course_enrollments: (ids) => [
    {
      course_id: ids.course,
      user_id: ids.user,
      status: 'active',
      source: 'self',
      enrolled_at: now,
      last_lesson_id: ids.lesson,
    },
  ],
  lesson_progress: (ids) => [
    { user_id: ids.user, lesson_id: ids.lesson, course_id: ids.course, status: 'started' },
  ],
  user_notes: (ids) => [
    {
      id: newId(),
      user_id: ids.user,
      course_id: ids.course,
      lesson_id: ids.lesson,
      text: 'A note',
      is_public: true,
    },
  ],
  bookmarks: (ids) => [
    { id: newId(), user_id: ids.user, course_id: ids.course, lesson_id: ids.lesson },
  ],
  certificates: (ids) => [
    {
      id: newId(),
      course_id: ids.course,
      user_id: ids.user,
      code: '00000-00000-00000',
      course_title: 'A course',
      learner_name: 'A learner',
      course_version: 1,
      minutes: 1,
    },
  ],
  videos: (ids) => [
    {
      id: ids.video,
      title: 'A video',
      stage: 'inspect',
      source: 'upload',
      source_name: 'sample.mp4',
      material_id: ids.material,
      created_by: ids.user,
    },
  ],
  video_tracks: (ids) => [
    {
      id: newId(),
      video_id: ids.video,
      kind: 'captions',
      language: 'en',
      label: 'English',
      vtt: 'WEBVTT',
      cue_count: 1,
      created_by: ids.user,
    },
  ],
  lesson_videos: (ids) => [{ lesson_id: ids.lesson, video_id: ids.video }],
  milestones: (ids) => [
    {
      id: ids.milestone,
      video_id: ids.video,
      at_seconds: 60,
      title: 'A milestone',
      created_by: ids.user,
    },
  ],
  milestone_questions: (ids) => [
    { milestone_id: ids.milestone, item_id: ids.question, position: 1 },
  ],
  video_views: (ids) => [{ user_id: ids.user, lesson_id: ids.lesson, video_id: ids.video }],
  question_attempts: (ids) => [
    {
      id: newId(),
      user_id: ids.user,
      lesson_id: ids.lesson,
      milestone_id: ids.milestone,
      item_id: ids.question,
      attempt: 1,
      question_version: 1,
      response: '{}',
      result: '{}',
      is_correct: true,
      score: 1,
      response_ms: 1,
    },
  ],
  milestone_results: (ids) => [
    { user_id: ids.user, lesson_id: ids.lesson, milestone_id: ids.milestone, score: 1 },
  ],
  course_proposals: (ids) => [
    {
      id: ids.proposal,
      status: 'created',
      course_id: ids.course,
      title: 'A proposal',
      level: 'beginner',
      options: '{}',
      tree: '{}',
      created_by: ids.user,
    },
  ],
  course_proposal_materials: (ids) => [
    { proposal_id: ids.proposal, material_id: ids.material, position: 0 },
  ],
  analytics_events: (ids) => [{ id: newId(), user_id: ids.user, event_type: 'nugget_viewed' }],
  audit_logs: () => [],
};
