import { sql } from 'kysely';
import type { TenantTransaction } from '../../../db/tenant.ts';

type LessonKey = { organizationId: string; lessonId: string };

/** A lesson of the draft with the video that it shows. */
export function selectOptionalLesson(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
) {
  return (
    trx
      .selectFrom('lessons')
      .innerJoin('courses', (join) =>
        join
          .onRef('courses.organization_id', '=', 'lessons.organization_id')
          .onRef('courses.id', '=', 'lessons.course_id'),
      )
      .leftJoin('lesson_videos', (join) =>
        join
          .onRef('lesson_videos.organization_id', '=', 'lessons.organization_id')
          .onRef('lesson_videos.lesson_id', '=', 'lessons.id'),
      )
      .select([
        'lessons.id',
        'lessons.kind',
        'lessons.title',
        'lessons.is_free',
        'lessons.course_id',
        'courses.owner_id',
        'lesson_videos.video_id',
      ])
      // Learners meet a lesson in the version that is published, which may have it after the draft lost it.
      .select(
        sql<boolean | null>`(select v.is_free from course_version_lessons v
        where v.organization_id = lessons.organization_id and v.course_id = lessons.course_id
          and v.version = courses.published_version and v.lesson_id = lessons.id)`.as(
          'published_free',
        ),
      )
      .select(
        sql<string | null>`(select lv.title from course_version_lessons v
        join lesson_versions lv on lv.organization_id = v.organization_id
          and lv.lesson_id = v.lesson_id and lv.number = v.lesson_version
        where v.organization_id = lessons.organization_id and v.course_id = lessons.course_id
          and v.version = courses.published_version and v.lesson_id = lessons.id)`.as(
          'published_title',
        ),
      )
      .where('lessons.organization_id', '=', organizationId)
      .where('lessons.id', '=', lessonId)
      .where('courses.deleted_at', 'is', null)
      .executeTakeFirst()
  );
}

export async function upsertLessonVideo(
  trx: TenantTransaction,
  { organizationId, lessonId }: LessonKey,
  videoId: string | null,
): Promise<void> {
  if (videoId === null) {
    await trx
      .deleteFrom('lesson_videos')
      .where('organization_id', '=', organizationId)
      .where('lesson_id', '=', lessonId)
      .execute();
    return;
  }
  await trx
    .insertInto('lesson_videos')
    .values({ organization_id: organizationId, lesson_id: lessonId, video_id: videoId })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'lesson_id']).doUpdateSet({ video_id: videoId }),
    )
    .execute();
}

/** Lessons of living courses that show a video. */
export function listLessonsOf(
  trx: TenantTransaction,
  { organizationId, videoId }: { organizationId: string; videoId: string },
) {
  return trx
    .selectFrom('lesson_videos')
    .innerJoin('lessons', (join) =>
      join
        .onRef('lessons.organization_id', '=', 'lesson_videos.organization_id')
        .onRef('lessons.id', '=', 'lesson_videos.lesson_id'),
    )
    .innerJoin('courses', (join) =>
      join
        .onRef('courses.organization_id', '=', 'lessons.organization_id')
        .onRef('courses.id', '=', 'lessons.course_id'),
    )
    .select([
      'lessons.id as lesson_id',
      'lessons.title as lesson_title',
      'courses.id as course_id',
      'courses.title as course_title',
    ])
    .where('lesson_videos.organization_id', '=', organizationId)
    .where('lesson_videos.video_id', '=', videoId)
    .where('lessons.deleted_at', 'is', null)
    .where('courses.deleted_at', 'is', null)
    .orderBy('courses.title')
    .orderBy('lessons.id')
    .limit(100)
    .execute();
}

/** Those of them that a learner may open: enrolled in the course, or free, in the published version. */
export async function listOpenLessons(
  trx: TenantTransaction,
  { organizationId, userId, videoId }: { organizationId: string; userId: string; videoId: string },
) {
  const { rows } = await sql<{
    course_id: string;
    course_title: string;
    lesson_id: string;
    lesson_title: string;
  }>`
    select c.id as course_id, cv.title as course_title, l.id as lesson_id, lv.title as lesson_title
    from lesson_videos v
    join lessons l on l.organization_id = v.organization_id and l.id = v.lesson_id
    join courses c on c.organization_id = l.organization_id and c.id = l.course_id
    join course_versions cv
      on cv.organization_id = c.organization_id and cv.course_id = c.id and cv.number = c.published_version
    join course_version_lessons cvl
      on cvl.organization_id = cv.organization_id and cvl.course_id = cv.course_id
      and cvl.version = cv.number and cvl.lesson_id = l.id
    join lesson_versions lv
      on lv.organization_id = cvl.organization_id and lv.lesson_id = cvl.lesson_id
      and lv.number = cvl.lesson_version
    left join course_enrollments e
      on e.organization_id = c.organization_id and e.course_id = c.id and e.user_id = ${userId}
      and e.status in ('active', 'completed')
    where v.organization_id = ${organizationId}
      and v.video_id = ${videoId}
      and c.deleted_at is null
      and (e.user_id is not null or cvl.is_free)
    order by (e.user_id is null), cv.title, l.id
    limit 100`.execute(trx);
  return rows;
}

/** The video whose transcript a material is. */
export function selectOptionalVideoOfMaterial(
  trx: TenantTransaction,
  { organizationId, materialId }: { organizationId: string; materialId: string },
) {
  return trx
    .selectFrom('videos')
    .select(['id', 'title'])
    .where('organization_id', '=', organizationId)
    .where('material_id', '=', materialId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst();
}
