import { z } from 'zod';
import { ArticleDocument } from './articles.ts';
import { ItemSource, ItemStatus } from './items.ts';
import { ShownQuestion } from './learning.ts';
import { API_BASE, defineRoute } from './route.ts';
import { Empty, Flag, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const CourseDifficulty = z.enum(['beginner', 'intermediate', 'advanced']);
export type CourseDifficulty = z.infer<typeof CourseDifficulty>;
/** `open`: learners enrol themselves. `by_instructor`: only instructors enrol them. */
export const CourseEnrolment = z.enum(['open', 'by_instructor']);
export type CourseEnrolment = z.infer<typeof CourseEnrolment>;
export const LessonKind = z.enum(['article', 'video', 'path', 'assessment']);
export type LessonKind = z.infer<typeof LessonKind>;
/** `changed`: published, and its draft was edited since. */
export const CourseState = z.enum(['draft', 'published', 'changed']);
export type CourseState = z.infer<typeof CourseState>;

/** Why a lesson cannot be published yet; said by what serves its kind. */
export const LessonNotReady = z.enum([
  'no_video',
  'video_processing',
  'video_failed',
  'no_assessment',
  'no_questions',
  'pool_too_small',
  'no_criteria',
]);
export type LessonNotReady = z.infer<typeof LessonNotReady>;

const Title = z.string().trim().min(1).max(255);
const Labels = (longest: number, most: number) =>
  z.array(z.string().trim().min(1).max(longest)).max(most);
const Objectives = Labels(500, 30);
/** ISO 639 code of two or three letters; `und` where nobody said. */
const Language = z.string().regex(/^[a-z]{2,3}$/);

/* ---- Files: pictures and downloads ---- */

export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
export const MAX_RESOURCE_BYTES = 25 * 1024 * 1024;

/** Where a picture or a download lies; for members of the organization. */
export const COURSE_FILE_PATH = '/course-files/:id';
export function courseFileUrl(id: string): string {
  return `${API_BASE}/course-files/${id}`;
}

export const CourseFile = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  /** Address from the root of the server. */
  url: z.string(),
});
export type CourseFile = z.infer<typeof CourseFile>;

export const uploadCourseFile = defineRoute({
  method: 'POST',
  path: '/course-files',
  summary:
    'Upload one file (multipart/form-data, field "file"): a picture (PNG, JPEG, WebP, AVIF, GIF; 10 MB at most) for a course or an article, or a download (25 MB at most)',
  query: z.object({ use: z.enum(['image', 'download']).default('image') }),
  response: CourseFile,
  status: 201,
});

/* ---- Authors: courses ---- */

export const CourseSummary = z.object({
  id: Id,
  title: z.string(),
  ownerId: Id,
  ownerName: z.string(),
  state: CourseState,
  difficulty: CourseDifficulty,
  language: z.string(),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  thumbnailUrl: z.string().nullable(),
  isFeatured: z.boolean(),
  moduleCount: z.number().int(),
  lessonCount: z.number().int(),
  /** Minutes that the draft takes. */
  minutes: z.number().int(),
  publishedVersion: z.number().int().nullable(),
  publishedAt: Timestamp.nullable(),
  /** When the draft was last changed. */
  changedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
  /** Whether the reader may change it: its owner, and administrators. */
  canEdit: z.boolean(),
});
export type CourseSummary = z.infer<typeof CourseSummary>;

export const listCourses = defineRoute({
  method: 'GET',
  path: '/courses',
  summary: 'Courses as their authors see them, last changed first',
  query: PageQuery.extend({
    /** Part of the title. */
    q: z.string().trim().max(200).optional(),
    state: CourseState.optional(),
    /** Only those that the reader owns. */
    mine: Flag.optional(),
    /** Those that were deleted instead of those that are there. */
    deleted: Flag.optional(),
  }),
  response: pageOf(CourseSummary),
});

export const LessonSummary = z.object({
  id: Id,
  kind: LessonKind,
  title: z.string(),
  summary: z.string(),
  /** Minutes that it takes: its author's figure, else what it was reckoned to be. */
  minutes: z.number().int(),
  /** The author's figure; null for the reckoned one. */
  estimatedMinutes: z.number().int().nullable(),
  isFree: z.boolean(),
  isRequired: z.boolean(),
  objectives: z.array(z.string()),
  notReady: LessonNotReady.nullable(),
  itemCount: z.number().int(),
  /** Send it back as If-Match when you edit all but the content and the order. */
  revision: z.number().int(),
});
export type LessonSummary = z.infer<typeof LessonSummary>;

export const CourseModule = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  lessons: z.array(LessonSummary),
});
export type CourseModule = z.infer<typeof CourseModule>;

export const CourseReference = z.object({ id: Id, title: z.string() });

/** The whole draft but for the contents of its lessons. */
export const CourseDraft = CourseSummary.omit({ moduleCount: true, lessonCount: true }).extend({
  description: z.string(),
  objectives: z.array(z.string()),
  thumbnailFileId: Id.nullable(),
  /** The author's figure; null for the sum of the lessons. */
  estimatedMinutes: z.number().int().nullable(),
  maxStudents: z.number().int().nullable(),
  enrolment: CourseEnrolment,
  /** Share of the required lessons that completes it, 1-100. */
  requiredPercent: z.number().int(),
  hasCertificate: z.boolean(),
  prerequisites: z.array(CourseReference),
  modules: z.array(CourseModule),
  /** Send it back as If-Match when you edit the course or its order. */
  revision: z.number().int(),
});
export type CourseDraft = z.infer<typeof CourseDraft>;

const CourseFields = z.object({
  title: Title,
  description: z.string().max(10_000),
  difficulty: CourseDifficulty,
  estimatedMinutes: z.number().int().min(1).max(100_000).nullable(),
  language: Language,
  category: z.string().trim().min(1).max(100).nullable(),
  tags: Labels(50, 30),
  objectives: Objectives,
  thumbnailFileId: Id.nullable(),
  isFeatured: z.boolean(),
  maxStudents: z.number().int().min(1).max(1_000_000).nullable(),
  enrolment: CourseEnrolment,
  requiredPercent: z.number().int().min(1).max(100),
  hasCertificate: z.boolean(),
});

export const createCourse = defineRoute({
  method: 'POST',
  path: '/courses',
  summary: 'Begin a course: an empty draft that the caller owns',
  body: CourseFields.partial().required({ title: true }),
  response: CourseDraft,
  status: 201,
});

export const getCourse = defineRoute({
  method: 'GET',
  path: '/courses/:id',
  summary: 'The draft of a course with its modules and lessons',
  params: IdParams,
  response: CourseDraft,
});

/** Featured, places and enrolment take effect at once; the rest with the next publication. */
export const updateCourse = defineRoute({
  method: 'PATCH',
  path: '/courses/:id',
  summary: 'Change the fields of a course (If-Match: revision); ownerId hands it over',
  params: IdParams,
  body: CourseFields.extend({ ownerId: Id }).partial(),
  response: CourseDraft,
});

export const deleteCourse = defineRoute({
  method: 'DELETE',
  path: '/courses/:id',
  summary: 'Put a course away, also from its learners; restore brings it back',
  params: IdParams,
  response: Empty,
});

export const restoreCourse = defineRoute({
  method: 'POST',
  path: '/courses/:id/restore',
  summary: 'Bring a deleted course back as it was',
  params: IdParams,
  response: CourseDraft,
});

export const putPrerequisites = defineRoute({
  method: 'PUT',
  path: '/courses/:id/prerequisites',
  summary: 'Which courses to complete before this one (If-Match: revision); takes effect at once',
  params: IdParams,
  body: z.object({ courseIds: z.array(Id).max(20) }),
  response: CourseDraft,
});

const LabelCount = z.object({ name: z.string(), courses: z.number().int() });

export const listCourseLabels = defineRoute({
  method: 'GET',
  path: '/course-labels',
  summary: 'Categories and tags in use, most used first, for suggestions',
  response: z.object({ categories: z.array(LabelCount), tags: z.array(LabelCount) }),
});

/* ---- Authors: the tree. Each takes If-Match: revision of the course, and answers the draft. ---- */

/** From 1; the end where absent or beyond it. */
const Position = z.number().int().min(1).max(10_000);

const ModuleParams = z.object({ id: Id, moduleId: Id });
const LessonParams = z.object({ id: Id, lessonId: Id });

export const MAX_MODULES = 200;
export const MAX_LESSONS = 1000;

export const addModule = defineRoute({
  method: 'POST',
  path: '/courses/:id/modules',
  summary: 'Add a module (If-Match: revision)',
  params: IdParams,
  body: z.object({
    title: Title,
    description: z.string().max(4000).default(''),
    position: Position.optional(),
  }),
  response: z.object({ moduleId: Id, course: CourseDraft }),
  status: 201,
});

export const updateModule = defineRoute({
  method: 'PATCH',
  path: '/courses/:id/modules/:moduleId',
  summary: 'Rename or describe a module (If-Match: revision)',
  params: ModuleParams,
  body: z.object({ title: Title.optional(), description: z.string().max(4000).optional() }),
  response: CourseDraft,
});

export const moveModule = defineRoute({
  method: 'POST',
  path: '/courses/:id/modules/:moduleId/move',
  summary: 'Move a module to a position (If-Match: revision)',
  params: ModuleParams,
  body: z.object({ position: Position }),
  response: CourseDraft,
});

export const deleteModule = defineRoute({
  method: 'DELETE',
  path: '/courses/:id/modules/:moduleId',
  summary: 'Delete a module with its lessons (If-Match: revision); restore brings them back',
  params: ModuleParams,
  response: CourseDraft,
});

export const restoreModule = defineRoute({
  method: 'POST',
  path: '/courses/:id/modules/:moduleId/restore',
  summary: 'Bring a module back with the lessons that went with it (If-Match: revision)',
  params: ModuleParams,
  body: z.object({ position: Position.optional() }),
  response: CourseDraft,
});

export const addLesson = defineRoute({
  method: 'POST',
  path: '/courses/:id/modules/:moduleId/lessons',
  summary: 'Add a lesson (If-Match: revision)',
  params: ModuleParams,
  body: z.object({
    kind: LessonKind,
    title: Title,
    summary: z.string().max(2000).default(''),
    position: Position.optional(),
  }),
  response: z.object({ lessonId: Id, course: CourseDraft }),
  status: 201,
});

export const moveLesson = defineRoute({
  method: 'POST',
  path: '/courses/:id/lessons/:lessonId/move',
  summary: 'Move a lesson to a position in a module (If-Match: revision)',
  params: LessonParams,
  body: z.object({ moduleId: Id, position: Position }),
  response: CourseDraft,
});

export const deleteLesson = defineRoute({
  method: 'DELETE',
  path: '/courses/:id/lessons/:lessonId',
  summary: 'Delete a lesson (If-Match: revision); learners keep it until the next publication',
  params: LessonParams,
  response: CourseDraft,
});

export const restoreLesson = defineRoute({
  method: 'POST',
  path: '/courses/:id/lessons/:lessonId/restore',
  summary: 'Bring a deleted lesson back (If-Match: revision)',
  params: LessonParams,
  body: z.object({ position: Position.optional() }),
  response: CourseDraft,
});

/** What belongs to a video or an assessment is not copied: such a lesson begins anew. */
export const duplicateLesson = defineRoute({
  method: 'POST',
  path: '/courses/:id/lessons/:lessonId/duplicate',
  summary: 'Copy a lesson with its content to the place after it (If-Match: revision)',
  params: LessonParams,
  body: z.object({ title: Title.optional() }),
  response: z.object({ lessonId: Id, course: CourseDraft }),
  status: 201,
});

/** What was deleted from the draft since it was made, newest first, 100 at most of each. */
export const listDeletedParts = defineRoute({
  method: 'GET',
  path: '/courses/:id/deleted',
  summary: 'Deleted modules and lessons of a course that can be brought back',
  params: IdParams,
  response: z.object({
    modules: z.array(z.object({ id: Id, title: z.string(), deletedAt: Timestamp })),
    lessons: z.array(
      z.object({
        id: Id,
        kind: LessonKind,
        title: z.string(),
        moduleTitle: z.string(),
        deletedAt: Timestamp,
      }),
    ),
  }),
});

/* ---- Authors: one lesson ---- */

export const LessonResource = z.discriminatedUnion('kind', [
  z.object({ id: Id, kind: z.literal('link'), title: z.string(), url: z.string() }),
  z.object({ id: Id, kind: z.literal('file'), title: z.string(), file: CourseFile }),
]);
export type LessonResource = z.infer<typeof LessonResource>;

export const LessonDraft = LessonSummary.extend({
  courseId: Id,
  moduleId: Id,
  reckonedMinutes: z.number().int(),
  resources: z.array(LessonResource),
  canEdit: z.boolean(),
});
export type LessonDraft = z.infer<typeof LessonDraft>;

export const getLesson = defineRoute({
  method: 'GET',
  path: '/lessons/:id',
  summary: 'The draft of a lesson without its content',
  params: IdParams,
  response: LessonDraft,
});

export const updateLesson = defineRoute({
  method: 'PATCH',
  path: '/lessons/:id',
  summary: 'Change the fields of a lesson (If-Match: its revision)',
  params: IdParams,
  body: z
    .object({
      title: Title,
      summary: z.string().max(2000),
      objectives: Labels(500, 20),
      estimatedMinutes: z.number().int().min(1).max(10_000).nullable(),
      isFree: z.boolean(),
      isRequired: z.boolean(),
    })
    .partial(),
  response: LessonDraft,
});

export const MAX_RESOURCES = 50;

export const putResources = defineRoute({
  method: 'PUT',
  path: '/lessons/:id/resources',
  summary: 'Links and files of a lesson, in order (If-Match: its revision); an id keeps its row',
  params: IdParams,
  body: z.object({
    resources: z
      .array(
        z.discriminatedUnion('kind', [
          z.object({
            id: Id.optional(),
            kind: z.literal('link'),
            title: Title,
            url: z.url({ protocol: /^https?$/ }).max(2000),
          }),
          z.object({ id: Id.optional(), kind: z.literal('file'), title: Title, fileId: Id }),
        ]),
      )
      .max(MAX_RESOURCES),
  }),
  response: LessonDraft,
});

/** An item in a lesson, as its author sees it. */
export const DraftItem = z.object({
  itemId: Id,
  type: z.enum(['nugget', 'flashcard', 'question']),
  status: ItemStatus,
  /** Its one line: title, front or stem. */
  title: z.string(),
  materialId: Id,
  materialTitle: z.string(),
});
export type DraftItem = z.infer<typeof DraftItem>;

/** `revision` is that of the content: send it back as If-Match when you save. */
export const LessonArticle = z.object({
  revision: z.number().int(),
  document: ArticleDocument,
  items: z.array(DraftItem),
  words: z.number().int(),
  reckonedMinutes: z.number().int(),
});
export type LessonArticle = z.infer<typeof LessonArticle>;

export const getArticle = defineRoute({
  method: 'GET',
  path: '/lessons/:id/article',
  summary: 'The document of an article, with the items that it embeds',
  params: IdParams,
  response: LessonArticle,
});

/** Saved again unchanged, it keeps its revision. */
export const putArticle = defineRoute({
  method: 'PUT',
  path: '/lessons/:id/article',
  summary: 'Save the document of an article (If-Match: revision of the content)',
  params: IdParams,
  body: z.object({ document: ArticleDocument }),
  response: LessonArticle.omit({ document: true }),
});

export const MAX_PATH_ITEMS = 200;

export const LessonPath = z.object({
  revision: z.number().int(),
  items: z.array(DraftItem),
  reckonedMinutes: z.number().int(),
});
export type LessonPath = z.infer<typeof LessonPath>;

export const getPath = defineRoute({
  method: 'GET',
  path: '/lessons/:id/items',
  summary: 'The items of a path in order',
  params: IdParams,
  response: LessonPath,
});

export const putPath = defineRoute({
  method: 'PUT',
  path: '/lessons/:id/items',
  summary:
    'Nuggets, flashcards and questions of a path, in order (If-Match: revision of the content)',
  params: IdParams,
  body: z.object({ itemIds: z.array(Id).max(MAX_PATH_ITEMS) }),
  response: LessonPath,
});

/* ---- Authors: publishing ---- */

export const PublishProblem = z.object({
  code: z.enum([
    'no_lessons',
    'module_empty',
    'article_empty',
    'path_empty',
    'item_not_approved',
    'lesson_not_ready',
  ]),
  moduleId: Id.nullable(),
  lessonId: Id.nullable(),
  itemId: Id.nullable(),
  /** Title of the module or lesson where it is. */
  title: z.string(),
  notReady: LessonNotReady.nullable(),
});
export type PublishProblem = z.infer<typeof PublishProblem>;

export const LessonAspect = z.enum([
  'title',
  'summary',
  'content',
  'items',
  'objectives',
  'minutes',
  'resources',
  'free',
  'required',
]);
export type LessonAspect = z.infer<typeof LessonAspect>;

export const CourseAspect = z.enum([
  'title',
  'description',
  'difficulty',
  'minutes',
  'language',
  'category',
  'tags',
  'objectives',
  'thumbnail',
  'requiredPercent',
  'hasCertificate',
]);
export type CourseAspect = z.infer<typeof CourseAspect>;

const Change = z.enum(['added', 'removed', 'kept']);

/** What is other than before. Lessons and modules that are the same are left out. */
export const CourseChanges = z.object({
  /** Fields of the course; empty for a first version. */
  course: z.array(CourseAspect),
  modules: z.array(
    z.object({
      id: Id,
      change: Change,
      title: z.string(),
      /** The title before, where it was another. */
      titleBefore: z.string().nullable(),
      moved: z.boolean(),
      description: z.boolean(),
    }),
  ),
  lessons: z.array(
    z.object({
      id: Id,
      kind: LessonKind,
      change: Change,
      title: z.string(),
      titleBefore: z.string().nullable(),
      moduleTitle: z.string(),
      /** Its place among the others, or its module, is another. */
      moved: z.boolean(),
      aspects: z.array(LessonAspect),
    }),
  ),
});
export type CourseChanges = z.infer<typeof CourseChanges>;

export const getChanges = defineRoute({
  method: 'GET',
  path: '/courses/:id/changes',
  summary: 'What publishing would change for learners, and what stands in its way',
  params: IdParams,
  response: z.object({
    /** Null before the first publication. */
    publishedVersion: z.number().int().nullable(),
    hasChanges: z.boolean(),
    changes: CourseChanges,
    problems: z.array(PublishProblem),
    /** Stands for the draft as it was compared; publish takes it, so that nothing unseen goes out. */
    digest: z.string(),
    revision: z.number().int(),
  }),
});

/** The words of a lesson before and after, for a comparison word by word. */
export const getLessonChange = defineRoute({
  method: 'GET',
  path: '/courses/:id/changes/:lessonId',
  summary: 'Text of a lesson as learners read it and as the draft has it, and where they differ',
  params: LessonParams,
  response: z.object({
    before: z.string(),
    after: z.string(),
    parts: z.array(z.object({ text: z.string(), change: z.enum(['added', 'removed', 'same']) })),
  }),
});

export const publishCourse = defineRoute({
  method: 'POST',
  path: '/courses/:id/publish',
  summary: 'Publish the draft (If-Match: revision); unchanged, it makes no new version',
  params: IdParams,
  body: z.object({
    note: z.string().trim().max(2000).default(''),
    /** Of the comparison that was looked at; refused where the draft is another by now. */
    digest: z.string().max(100).optional(),
  }),
  response: z.object({ version: z.number().int(), isNew: z.boolean(), course: CourseDraft }),
});

export const unpublishCourse = defineRoute({
  method: 'POST',
  path: '/courses/:id/unpublish',
  summary: 'Take a course back from the catalog and its learners (If-Match: revision)',
  params: IdParams,
  response: CourseDraft,
});

export const CourseVersion = z.object({
  number: z.number().int(),
  title: z.string(),
  note: z.string(),
  publishedAt: Timestamp,
  publishedByName: z.string(),
  lessonCount: z.number().int(),
  minutes: z.number().int(),
  isCurrent: z.boolean(),
  changes: CourseChanges,
});
export type CourseVersion = z.infer<typeof CourseVersion>;

export const listCourseVersions = defineRoute({
  method: 'GET',
  path: '/courses/:id/versions',
  summary: 'Publications of a course, newest first',
  params: IdParams,
  query: PageQuery,
  response: pageOf(CourseVersion),
});

/* ---- Everybody: the catalog ---- */

export const CatalogCourse = z.object({
  id: Id,
  version: z.number().int(),
  title: z.string(),
  description: z.string(),
  ownerName: z.string(),
  difficulty: CourseDifficulty,
  minutes: z.number().int(),
  language: z.string(),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  thumbnailUrl: z.string().nullable(),
  isFeatured: z.boolean(),
  enrolment: CourseEnrolment,
  maxStudents: z.number().int().nullable(),
  hasCertificate: z.boolean(),
  lessonCount: z.number().int(),
  freeLessonCount: z.number().int(),
  publishedAt: Timestamp,
});
export type CatalogCourse = z.infer<typeof CatalogCourse>;

export const listCatalog = defineRoute({
  method: 'GET',
  path: '/catalog',
  summary: 'Published courses; words are searched in title, description, labels and lesson titles',
  query: PageQuery.extend({
    q: z.string().trim().max(200).optional(),
    difficulty: CourseDifficulty.optional(),
    category: z.string().max(100).optional(),
    tag: z.string().max(50).optional(),
    language: Language.optional(),
    minMinutes: z.coerce.number().int().min(0).optional(),
    maxMinutes: z.coerce.number().int().min(0).optional(),
    featured: Flag.optional(),
    /** `relevance` needs `q`. Newest has the featured ones first. */
    sort: z.enum(['relevance', 'newest', 'title']).optional(),
  }),
  response: pageOf(CatalogCourse),
});

export const getCatalogFilters = defineRoute({
  method: 'GET',
  path: '/catalog-filters',
  summary: 'Categories, tags and languages of published courses, most used first',
  response: z.object({
    categories: z.array(LabelCount),
    tags: z.array(LabelCount),
    languages: z.array(LabelCount),
  }),
});

export const OutlineLesson = z.object({
  id: Id,
  /** Version of the lesson that learners read. */
  version: z.number().int(),
  kind: LessonKind,
  title: z.string(),
  summary: z.string(),
  minutes: z.number().int(),
  isFree: z.boolean(),
  isRequired: z.boolean(),
  itemCount: z.number().int(),
});
export type OutlineLesson = z.infer<typeof OutlineLesson>;

export const OutlineModule = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  lessons: z.array(OutlineLesson),
});
export type OutlineModule = z.infer<typeof OutlineModule>;

export const CatalogDetail = CatalogCourse.extend({
  objectives: z.array(z.string()),
  requiredPercent: z.number().int(),
  /** `isPublished` is false for a prerequisite that was taken back: it no longer binds. */
  prerequisites: z.array(CourseReference.extend({ isPublished: z.boolean() })),
  modules: z.array(OutlineModule),
  canEdit: z.boolean(),
});
export type CatalogDetail = z.infer<typeof CatalogDetail>;

export const getCatalogCourse = defineRoute({
  method: 'GET',
  path: '/catalog/:id',
  summary: 'A published course with its outline; which lessons are free to read',
  params: IdParams,
  response: CatalogDetail,
});

/* ---- Reading a lesson ---- */

/** An item within a lesson as learners see it: a question without its key. */
export const LessonItem = z.object({
  itemId: Id,
  /** Null where it may no longer be seen: rejected, retired, or its material deleted. */
  item: z
    .discriminatedUnion('type', [
      z.object({
        type: z.literal('nugget'),
        title: z.string(),
        text: z.string(),
        estimatedMinutes: z.number(),
      }),
      z.object({ type: z.literal('flashcard'), front: z.string(), back: z.string() }),
      ShownQuestion,
    ])
    .nullable(),
  materialId: Id.nullable(),
  materialTitle: z.string(),
  /** Of nuggets; what a question or a card rests on tells its answer. */
  sources: z.array(ItemSource),
});
export type LessonItem = z.infer<typeof LessonItem>;

export const ReadLesson = z.object({
  courseId: Id,
  courseTitle: z.string(),
  lessonId: Id,
  /** Version of the lesson; null for a draft. */
  version: z.number().int().nullable(),
  kind: LessonKind,
  title: z.string(),
  summary: z.string(),
  objectives: z.array(z.string()),
  minutes: z.number().int(),
  isFree: z.boolean(),
  isRequired: z.boolean(),
  moduleId: Id,
  moduleTitle: z.string(),
  /** Of an article. */
  document: ArticleDocument.nullable(),
  /** Of a path, in order; of an article, those that it embeds. */
  items: z.array(LessonItem),
  resources: z.array(LessonResource),
});
export type ReadLesson = z.infer<typeof ReadLesson>;

/** Those who take a course read its lessons at `/my/courses/:id/lessons/:lessonId`. */
export const previewLesson = defineRoute({
  method: 'GET',
  path: '/courses/:id/lessons/:lessonId',
  summary: 'A free lesson for everybody; any lesson, also the draft, for authors',
  params: LessonParams,
  query: z.object({
    /** The draft instead of what is published; for authors. */
    draft: Flag.optional(),
  }),
  response: ReadLesson,
});
