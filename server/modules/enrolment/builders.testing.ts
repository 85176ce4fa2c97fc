import type { ArticleDocument } from '../../../contracts/articles.ts';
import { withTenant } from '../../db/tenant.ts';
import type { TestApp, TestOrganization } from '../../testing/test-app.ts';
import {
  type CourseInput,
  insertCourse,
  insertModules,
  type LessonInput,
  publishCourse,
} from '../courses/index.ts';

export const article = (text: string): ArticleDocument => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

const TWO_ARTICLES: LessonInput[] = [
  { kind: 'article', title: 'First', document: article('The first lesson.') },
  { kind: 'article', title: 'Second', document: article('The second lesson.') },
];

/** A published course of the instructor with one module. */
export async function buildCourse(
  app: TestApp,
  organization: TestOrganization,
  {
    lessons = TWO_ARTICLES,
    publish = true,
    ...course
  }: Partial<CourseInput> & { lessons?: LessonInput[]; publish?: boolean } = {},
): Promise<{ id: string; lessonIds: string[]; moduleId: string }> {
  const { instructor, id: organizationId } = organization;
  return withTenant(app.database, instructor.tenant, async (trx) => {
    const id = await insertCourse(trx, {
      title: 'A course',
      language: 'en',
      ownerId: instructor.userId,
      ...course,
      organizationId,
    });
    const key = { organizationId, courseId: id };
    const [module] = await insertModules(trx, key, [{ title: 'Module', lessons }]);
    if (publish) await publishCourse(trx, { ...key, publishedBy: instructor.userId });
    return {
      id,
      moduleId: module?.id ?? '',
      lessonIds: module?.lessons.map((lesson) => lesson.id) ?? [],
    };
  });
}
