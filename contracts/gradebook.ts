import { z } from 'zod';
import { AssessmentKind, Percent } from './assessment.ts';
import { defineRoute } from './route.ts';
import { Id, IdParams, PageQuery, Timestamp } from './shared.ts';

export const GradeCategory = z.object({
  id: Id,
  name: z.string(),
  /** Share in the course grade, relative to the other categories. */
  weight: z.number().min(0).max(1000),
  /** So many of the lowest grades in it do not count. */
  dropLowest: z.number().int().min(0).max(20),
});
export type GradeCategory = z.infer<typeof GradeCategory>;

export const GradeCell = z.object({
  assessmentId: Id,
  /** That counts: what a teacher decided, else by the retry policy; null where there is none yet. */
  percent: Percent.nullable(),
  /** By the retry policy alone. */
  earnedPercent: Percent.nullable(),
  passed: z.boolean().nullable(),
  attempts: z.number().int(),
  /** none, in_progress, waiting (for a grade), graded; an exempt cell may be any of them. */
  state: z.enum(['none', 'in_progress', 'waiting', 'graded']),
  exempt: z.boolean(),
  overridden: z.boolean(),
  /** Why it was decided otherwise or exempted. */
  reason: z.string().nullable(),
  /** False while it is held back from the learner. */
  released: z.boolean(),
});
export type GradeCell = z.infer<typeof GradeCell>;

export const GradedAssessment = z.object({
  id: Id,
  lessonId: Id,
  title: z.string(),
  kind: AssessmentKind,
  categoryId: Id.nullable(),
  weight: z.number(),
  passingScore: Percent,
  holdGrades: z.boolean(),
});
export type GradedAssessment = z.infer<typeof GradedAssessment>;

/** Assessments without a category count as one more category of weight 1, where others have one. */
export const Gradebook = z.object({
  courseId: Id,
  title: z.string(),
  categories: z.array(GradeCategory),
  assessments: z.array(GradedAssessment),
  /** A page of learners by name; cells in the order of the assessments. */
  items: z.array(
    z.object({
      userId: Id,
      userName: z.string(),
      email: z.string(),
      /** Of what is graded so far; null where nothing is. */
      coursePercent: Percent.nullable(),
      cells: z.array(GradeCell),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type Gradebook = z.infer<typeof Gradebook>;

export const getGradebook = defineRoute({
  method: 'GET',
  path: '/courses/:id/gradebook',
  summary: 'Learners and their grades in a course',
  params: IdParams,
  query: PageQuery.extend({ q: z.string().trim().max(200).optional() }),
  response: Gradebook,
});

/* GET: the whole gradebook as a file. */
export const GRADEBOOK_CSV_PATH = '/courses/:id/gradebook.csv';
export const GRADEBOOK_XLSX_PATH = '/courses/:id/gradebook.xlsx';

export const putGradeCategories = defineRoute({
  method: 'PUT',
  path: '/courses/:id/grade-categories',
  summary: 'The categories of the gradebook, in order; those not named are removed',
  params: IdParams,
  body: z.object({
    categories: z
      .array(
        z.object({
          /** Absent for a new one. */
          id: Id.optional(),
          name: z.string().trim().min(1).max(100),
          weight: z.number().min(0).max(1000),
          dropLowest: z.number().int().min(0).max(20).default(0),
        }),
      )
      .max(30),
  }),
  response: z.object({ categories: z.array(GradeCategory) }),
});

export const putGrade = defineRoute({
  method: 'PUT',
  path: '/assessments/:id/grades/:userId',
  summary: 'Decide a grade, exempt from it, or take either back (null and false)',
  params: z.object({ id: Id, userId: Id }),
  body: z.object({
    /** Null: as earned. */
    percent: Percent.nullable(),
    exempt: z.boolean().default(false),
    reason: z.string().trim().min(1).max(1000),
  }),
  response: GradeCell,
});

export const releaseGrades = defineRoute({
  method: 'POST',
  path: '/assessments/:id/release',
  summary: 'Show learners the grades that are held back; who passed has completed the lesson',
  params: IdParams,
  response: z.object({ released: z.number().int() }),
});

export const OwnGrades = z.object({
  courseId: Id,
  title: z.string(),
  categories: z.array(GradeCategory),
  coursePercent: Percent.nullable(),
  items: z.array(
    GradedAssessment.extend({
      cell: GradeCell,
      dueAt: Timestamp.nullable(),
      closesAt: Timestamp.nullable(),
    }),
  ),
});
export type OwnGrades = z.infer<typeof OwnGrades>;

export const getOwnGrades = defineRoute({
  method: 'GET',
  path: '/my/courses/:id/grades',
  summary: 'Own grades in a course, as far as they are released',
  params: IdParams,
  response: OwnGrades,
});
