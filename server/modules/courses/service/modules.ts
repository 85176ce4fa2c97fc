import { MAX_MODULES } from '../../../../contracts/courses.ts';
import { type TenantTransaction, withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { placed } from '../domain/order.ts';
import { insertModuleRows } from '../repo/insert.ts';
import * as repo from '../repo/tree.ts';
import { type Author, selectCourse } from './access.ts';
import { type CourseKey, createTreeEditor, orderLessons, selectModule } from './tree-edit.ts';

async function orderModules(trx: TenantTransaction, key: CourseKey, id: string, position?: number) {
  const ids = placed(await repo.listModuleIds(trx, key), id, position);
  await repo.renumber(trx, 'course_modules', key.organizationId, ids);
}

/** The modules of drafts and their order. */
export function createModuleService({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  const edit = createTreeEditor({ database });

  return {
    async addModule(
      author: Author,
      courseId: string,
      ifMatch: number | null,
      module: { title: string; description: string; position?: number | undefined },
    ) {
      const { result, course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const ids = await repo.listModuleIds(trx, key);
        if (ids.length >= MAX_MODULES)
          throw new AppError('conflict', `A course has at most ${MAX_MODULES} modules.`);
        const { title, description } = module;
        const id = newId();
        await insertModuleRows(trx, key, [{ id, position: ids.length + 1, title, description }]);
        await orderModules(trx, key, id, module.position);
        return id;
      });
      return { moduleId: result, course };
    },

    async updateModule(
      author: Author,
      courseId: string,
      moduleId: string,
      ifMatch: number | null,
      change: { title?: string | undefined; description?: string | undefined },
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id } = await selectModule(trx, key, moduleId);
        await repo.updateModule(trx, { ...key, id }, change);
      });
      return course;
    },

    async moveModule(
      author: Author,
      courseId: string,
      moduleId: string,
      ifMatch: number | null,
      position: number,
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id } = await selectModule(trx, key, moduleId);
        await orderModules(trx, key, id, position);
      });
      return course;
    },

    async deleteModule(author: Author, courseId: string, moduleId: string, ifMatch: number | null) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id } = await selectModule(trx, key, moduleId);
        await repo.deleteModuleRow(trx, { ...key, id }, clock.now());
        await repo.renumber(
          trx,
          'course_modules',
          key.organizationId,
          await repo.listModuleIds(trx, key),
        );
      });
      return course;
    },

    async restoreModule(
      author: Author,
      courseId: string,
      moduleId: string,
      ifMatch: number | null,
      position?: number,
    ) {
      const { course } = await edit(author, courseId, ifMatch, async (trx, key) => {
        const { id, deleted_position } = await selectModule(trx, key, moduleId, true);
        await repo.restoreModuleRow(trx, { ...key, id });
        await orderModules(trx, key, id, position ?? deleted_position ?? undefined);
        await orderLessons(trx, key, id);
      });
      return course;
    },

    deleted: (author: Author, courseId: string) =>
      withTenant(database, author, async (trx) => {
        const key = { organizationId: author.organizationId, courseId };
        await selectCourse(trx, author, courseId);
        const at = ({ deleted_at }: { deleted_at: Date | null }) => deleted_at?.toISOString() ?? '';
        return {
          modules: (await repo.listDeletedModules(trx, key)).map((row) => ({
            id: row.id,
            title: row.title,
            deletedAt: at(row),
          })),
          lessons: (await repo.listDeletedLessons(trx, key)).map((row) => ({
            id: row.id,
            kind: row.kind,
            title: row.title,
            moduleTitle: row.module_title,
            deletedAt: at(row),
          })),
        };
      }),
  };
}

export type ModuleService = ReturnType<typeof createModuleService>;
