import type { z } from 'zod';
import {
  type Assessment,
  type addPool,
  type addQuestions,
  type patchEntry,
  type patchSection,
  QUESTIONS_LIMIT,
} from '../../../../contracts/assessment.ts';
import type { TenantTransaction } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { AppError, notFound } from '../../../errors.ts';
import { newId } from '../../../ids.ts';
import { type Author, editAssessment } from '../edit.ts';
import * as repo from '../repo/structure.ts';
import { asksQuestions } from '../view.ts';

type Edit = { id: string; ifMatch: number | null };
type Chosen = z.output<typeof addQuestions.body>['questions'];

/** Sections and lines of a paper. Every edit holds the assessment's lock, so positions stay whole. */
export function createStructureService({ database }: Pick<Deps, 'database'>) {
  /** The section that is named, or the last one, made where there is none. */
  async function sectionFor(
    trx: TenantTransaction,
    key: { organizationId: string; id: string },
    sectionId: string | undefined,
  ): Promise<repo.SectionRow> {
    const sections = await repo.listSections(trx, key);
    if (sectionId !== undefined) return found(sections, sectionId, 'section');
    const last = sections.at(-1);
    if (last) return last;
    const section = { id: newId(), title: '', instructions: '' };
    await repo.insertSection(trx, key, section);
    return { ...section, position: 1, entries: [] };
  }

  /**
   * Approved questions that were chosen, in the order named.
   *
   * @throws AppError `not_found` where one that was named is not there, or is not approved.
   */
  async function chosenQuestions(
    trx: TenantTransaction,
    organizationId: string,
    chosen: Chosen,
  ): Promise<string[]> {
    if ('filter' in chosen) return repo.listApprovedQuestions(trx, organizationId, chosen.filter);
    const wanted = [...new Set(chosen.itemIds)];
    const approved = new Set(
      await repo.listApprovedQuestions(trx, organizationId, {
        itemIds: wanted,
        limit: wanted.length,
      }),
    );
    const missing = wanted.find((id) => !approved.has(id));
    if (missing !== undefined)
      throw new AppError('conflict', 'Only approved questions can be asked; nothing was added.', [
        { path: 'questions.itemIds', message: `${missing} is not an approved question` },
      ]);
    return wanted;
  }

  return {
    addSection(
      author: Author,
      edit: Edit,
      body: { title?: string | undefined; instructions?: string | undefined },
    ): Promise<Assessment> {
      return editAssessment(database, author, edit, async (trx, { id }) => {
        const key = { organizationId: author.organizationId, id };
        const { title = '', instructions = '' } = body;
        await repo.insertSection(trx, key, { id: newId(), title, instructions });
        return undefined;
      });
    },

    patchSection(
      author: Author,
      edit: Edit,
      sectionId: string,
      { position, ...texts }: z.output<typeof patchSection.body>,
    ): Promise<Assessment> {
      return editAssessment(database, author, edit, async (trx, { id }) => {
        const { organizationId } = author;
        const sections = await repo.listSections(trx, { organizationId, id });
        found(sections, sectionId, 'section');
        await repo.updateSection(trx, { organizationId, id: sectionId }, texts);
        if (position !== undefined) {
          const order = movedTo(
            sections.map((section) => section.id),
            sectionId,
            position,
          );
          await repo.updateSectionOrder(trx, organizationId, order);
        }
        return undefined;
      });
    },

    deleteSection(author: Author, edit: Edit, sectionId: string): Promise<Assessment> {
      return editAssessment(database, author, edit, async (trx, { id }) => {
        const { organizationId } = author;
        const sections = await repo.listSections(trx, { organizationId, id });
        found(sections, sectionId, 'section');
        await repo.deleteSection(trx, { organizationId, id: sectionId });
        const left = sections.flatMap((section) => (section.id === sectionId ? [] : section.id));
        await repo.updateSectionOrder(trx, organizationId, left);
        return undefined;
      });
    },

    addQuestions(
      author: Author,
      edit: Edit,
      body: z.output<typeof addQuestions.body>,
    ): Promise<Assessment> {
      return editAssessment(database, author, edit, async (trx, row) => {
        refuseWithoutQuestions(row);
        const { organizationId } = author;
        const key = { organizationId, id: row.id };
        const asked = fixedIn(await repo.listSections(trx, key));
        const chosen = await chosenQuestions(trx, organizationId, body.questions);
        const fresh = chosen.filter((id) => !asked.has(id));
        if (asked.size + fresh.length > QUESTIONS_LIMIT) throw tooMany();
        const section = await sectionFor(trx, key, body.sectionId);
        await repo.insertEntries(
          trx,
          key,
          fresh.map((itemId, index) => ({
            id: newId(),
            sectionId: section.id,
            position: section.entries.length + index + 1,
            itemId,
            drawCount: null,
            points: body.points,
          })),
        );
        return undefined;
      });
    },

    /** A pool may be smaller than what it promises; its lesson then cannot be published. */
    addPool(author: Author, edit: Edit, body: z.output<typeof addPool.body>): Promise<Assessment> {
      return editAssessment(database, author, edit, async (trx, row) => {
        refuseWithoutQuestions(row);
        const { organizationId } = author;
        const key = { organizationId, id: row.id };
        const itemIds = await chosenQuestions(trx, organizationId, body.questions);
        const section = await sectionFor(trx, key, body.sectionId);
        const id = newId();
        const { drawCount, points } = body;
        const position = section.entries.length + 1;
        await repo.insertEntries(trx, key, [
          { id, sectionId: section.id, position, itemId: null, drawCount, points },
        ]);
        await repo.replacePool(trx, organizationId, id, itemIds);
        return undefined;
      });
    },

    patchEntry(
      author: Author,
      edit: Edit,
      entryId: string,
      body: z.output<typeof patchEntry.body>,
    ): Promise<Assessment> {
      return editAssessment(database, author, edit, async (trx, { id }) => {
        const { organizationId } = author;
        const sections = await repo.listSections(trx, { organizationId, id });
        const from = sectionOf(sections, entryId);
        const entry = found(from.entries, entryId, 'line');
        const isPool = entry.itemId === null;
        if (!isPool && (body.drawCount !== undefined || body.questions !== undefined))
          throw new AppError('conflict', 'This line is one question, not a pool to draw from.');
        const { points, drawCount } = body;
        await repo.updateEntry(
          trx,
          { organizationId, id: entryId },
          {
            ...(points === undefined ? {} : { points }),
            ...(drawCount === undefined ? {} : { drawCount }),
          },
        );
        if (body.questions !== undefined) {
          const itemIds = await chosenQuestions(trx, organizationId, body.questions);
          await repo.replacePool(trx, organizationId, entryId, itemIds);
        }
        if (body.position !== undefined || body.sectionId !== undefined) {
          const to =
            body.sectionId === undefined ? from : found(sections, body.sectionId, 'section');
          const others = to.entries.flatMap((one) => (one.id === entryId ? [] : one.id));
          const place = body.position ?? others.length + 1;
          await repo.updateEntryOrder(trx, organizationId, to.id, movedTo(others, entryId, place));
          if (to.id !== from.id) {
            const left = from.entries.flatMap((one) => (one.id === entryId ? [] : one.id));
            await repo.updateEntryOrder(trx, organizationId, from.id, left);
          }
        }
        return undefined;
      });
    },

    deleteEntry(author: Author, edit: Edit, entryId: string): Promise<Assessment> {
      return editAssessment(database, author, edit, async (trx, { id }) => {
        const { organizationId } = author;
        const section = sectionOf(await repo.listSections(trx, { organizationId, id }), entryId);
        await repo.deleteEntry(trx, { organizationId, id: entryId });
        const left = section.entries.flatMap((one) => (one.id === entryId ? [] : one.id));
        await repo.updateEntryOrder(trx, organizationId, section.id, left);
        return undefined;
      });
    },
  };
}

export type StructureService = ReturnType<typeof createStructureService>;

function found<T extends { id: string }>(list: readonly T[], id: string, what: string): T {
  const one = list.find((candidate) => candidate.id === id);
  if (!one) throw notFound(`${what} of this assessment`);
  return one;
}

function sectionOf(sections: readonly repo.SectionRow[], entryId: string): repo.SectionRow {
  const section = sections.find(({ entries }) => entries.some(({ id }) => id === entryId));
  if (!section) throw notFound('line of this assessment');
  return section;
}

const fixedIn = (sections: readonly repo.SectionRow[]): Set<string> =>
  new Set(sections.flatMap(({ entries }) => entries.flatMap(({ itemId }) => itemId ?? [])));

/** The list with one of its ids, or a new one, at a place from 1; too far means the end. */
function movedTo(ids: readonly string[], id: string, place: number): string[] {
  const others = ids.filter((one) => one !== id);
  return [...others.slice(0, place - 1), id, ...others.slice(place - 1)];
}

const tooMany = () =>
  new AppError('conflict', `An assessment asks ${QUESTIONS_LIMIT} questions at most.`);

function refuseWithoutQuestions(row: Parameters<typeof asksQuestions>[0]): void {
  if (!asksQuestions(row))
    throw new AppError(
      'conflict',
      'Projects and assignments are graded by their criteria; make it a quiz or an exam to ask questions.',
    );
}
