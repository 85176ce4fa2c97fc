import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contracts from '../../../contracts/learning.ts';
import { withTenant } from '../../db/tenant.ts';
import { startTestApp, type TestApp, type TestOrganization } from '../../testing/test-app.ts';
import { createStudyService } from './service/study.ts';
import { type BuiltLibrary, buildLibrary, SECRET } from './testing/library.ts';
import { answer, anyAnswer, at, next, start, studyUntil } from './testing/study.ts';

let t: TestApp;
let org: TestOrganization;
let library: BuiltLibrary;

beforeAll(async () => {
  t = await startTestApp();
  org = await t.organization();
  library = await buildLibrary(t.database, { system: org.system, userId: org.admin.userId });
});
afterAll(() => t?.close());

const current = async (person: TestOrganization['learner']) =>
  (await person.call(contracts.getCurrentSession)).body.session;

const rows = (
  table: 'interactions' | 'mastery' | 'flashcard_states' | 'item_exposures',
  userId: string,
) =>
  withTenant(t.database, org.system, (trx) =>
    trx
      .selectFrom(table)
      .selectAll()
      .where('organization_id', '=', org.id)
      .where('user_id', '=', userId)
      .execute(),
  );

describe('a study session', () => {
  it('shows the same step after a reload and to a start from a second device', async () => {
    const learner = await org.join('learner');
    expect(await current(learner)).toBeNull();
    const session = await start(learner);
    expect(session.step).not.toBeNull();
    expect(await current(learner)).toEqual(session);
    expect(await start(learner)).toEqual(session);

    const answered = await answer(learner, session);
    expect(answered.status).toBe(200);
    expect(await current(learner)).toEqual(answered.body);
    expect(await start(learner)).toEqual(answered.body);
  });

  it('is one even when two devices start at once', async () => {
    const learner = await org.join('learner');
    const started = await Promise.all([start(learner), start(learner), start(learner)]);
    expect(new Set(started.map(({ id }) => id)).size).toBe(1);
    expect(new Set(started.map(({ step }) => step?.id)).size).toBe(1);
  });

  it('begins with the first nugget and says why', async () => {
    const session = await start(await org.join('learner'));
    expect(session.step).toMatchObject({
      itemId: library.nuggetIds[0],
      materialTitle: 'Cells',
      reason: { code: 'new_nugget', conceptName: SECRET },
      sources: [{ quote: expect.stringContaining(SECRET), heading: 'Organelles' }],
    });
  });

  it('counts an answer that is sent twice once and answers the same', async () => {
    const learner = await org.join('learner');
    const session = await studyUntil(learner, ({ item }) => item.type === 'question');
    const before = session.answered;
    const given = { params: at(session), body: { answer: anyAnswer(session), responseMs: 9000 } };
    const results = await Promise.all([
      learner.call(contracts.answerStep, given),
      learner.call(contracts.answerStep, given),
    ]);
    expect(results[0]?.body).toEqual(results[1]?.body);
    expect(results[0]?.body.answered).toBe(before + 1);
    const asked = (await rows('interactions', learner.userId)).filter(
      (row) => 'item_id' in row && row.item_id === session.step?.itemId,
    );
    expect(asked).toHaveLength(1);
  });

  it('goes on once when "next" is sent twice', async () => {
    const learner = await org.join('learner');
    const session = await start(learner);
    await answer(learner, session);
    const first = await next(learner, session);
    expect(first.step?.id).not.toBe(session.step?.id);
    expect(await next(learner, session)).toEqual(first);
  });

  it('refuses an answer to a step that is not shown, and names the one that is', async () => {
    const learner = await org.join('learner');
    const session = await start(learner);
    const refused = await learner.call(contracts.answerStep, {
      params: { id: session.id, stepId: org.id },
      body: { answer: { kind: 'read' }, responseMs: 1 },
    });
    expect(refused.status).toBe(409);
    expect(refused.problem.errors).toEqual([{ path: 'stepId', message: session.step?.id }]);
  });

  it('refuses to go on before the step is answered', async () => {
    const learner = await org.join('learner');
    const session = await start(learner);
    expect((await learner.call(contracts.nextStep, { params: at(session) })).status).toBe(409);
  });

  it('refuses an answer of another kind without counting it', async () => {
    const learner = await org.join('learner');
    const session = await start(learner);
    const refused = await answer(learner, session, { kind: 'text', text: 'x', confidence: null });
    expect(refused.status).toBe(400);
    expect((await rows('interactions', learner.userId)).length).toBe(0);
  });

  it('never carries the right answer before the learner has answered', async () => {
    const learner = await org.join('learner');
    let session = await start(learner);
    const seen = new Set<string>();
    for (let steps = 0; steps < 30 && session.step !== null; steps += 1) {
      const { item } = session.step;
      if (item.type !== 'nugget') {
        seen.add(item.type === 'question' ? item.questionType : item.type);
        const typed = item.type === 'flashcard' || item.options.length === 0;
        // The name of the concept tells which word to type, but not which option is right.
        expect(JSON.stringify(typed ? session : [item, session.step.sources])).not.toContain(
          SECRET,
        );
        expect(JSON.stringify(session)).not.toMatch(
          /correct"?:\s*true|"(feedback|explanation)":"|That one stores/,
        );
        expect(session.step.result).toBeNull();
      }
      await answer(learner, session);
      session = await next(learner, session);
    }
    expect([...seen].sort()).toEqual(
      ['fill_blank', 'flashcard', 'multiple_choice', 'short_answer', 'true_false'].sort(),
    );
  });

  it('explains a wrong choice with the right one, its feedback and the source', async () => {
    const learner = await org.join('learner');
    const session = await studyUntil(
      learner,
      ({ item }) => item.type === 'question' && item.questionType === 'multiple_choice',
    );
    const { body } = await answer(learner, session);
    const item = body.step?.item;
    const options = item?.type === 'question' ? item.options : [];
    const right = options.find(({ text }) => text.startsWith('Right'));
    expect(body.step?.result).toMatchObject({
      correct: false,
      score: 0,
      response: 'Wrong option',
      answer: 'Right option',
      correctOptionIds: [right?.id],
      feedback: 'That one stores energy.',
      explanation: `It is the ${SECRET}.`,
    });
    expect(body.step?.sources).toHaveLength(1);
  });

  it('opens hints one by one and turns a card only when asked', async () => {
    const learner = await org.join('learner');
    const asked = await studyUntil(learner, ({ item }) => item.type === 'question');
    const reveal = (what: 'hint' | 'back') =>
      learner.call(contracts.revealStep, { params: at(asked), body: { what } });
    const { body } = await reveal('hint');
    expect(body.step?.item).toMatchObject({ hints: ['Begins with r.'], hintCount: 1 });
    expect((await reveal('hint')).body).toEqual(body);
    expect(await current(learner)).toEqual(body);

    const card = await studyUntil(learner, ({ item }) => item.type === 'flashcard');
    const unturned = await learner.call(contracts.answerStep, {
      params: at(card),
      body: { answer: { kind: 'rating', rating: 'good' }, responseMs: 1 },
    });
    expect(unturned.status).toBe(409);
    const turned = await learner.call(contracts.revealStep, {
      params: at(card),
      body: { what: 'back' },
    });
    expect(turned.body.step?.item).toMatchObject({ back: SECRET });
  });

  it('raises mastery after a right answer and writes history and events', async () => {
    const learner = await org.join('learner');
    const session = await studyUntil(
      learner,
      ({ item }) => item.type === 'question' && item.gapCount === 1,
    );
    const { body } = await answer(learner, session, {
      kind: 'gaps',
      gaps: [SECRET],
      confidence: 'sure',
    });
    const change = body.step?.result?.mastery[0];
    expect(body.step?.result?.correct).toBe(true);
    expect(change && change.after > change.before).toBe(true);
    const known = (await rows('mastery', learner.userId)) as {
      concept_id: string;
      level: number;
    }[];
    expect(known.find((row) => row.concept_id === change?.conceptId)?.level).toBeCloseTo(
      change?.after ?? -1,
      1,
    );
    const events = await withTenant(t.database, org.system, (trx) =>
      trx
        .selectFrom('analytics_events')
        .select('event_type')
        .where('organization_id', '=', org.id)
        .where('user_id', '=', learner.userId)
        .execute(),
    );
    expect(new Set(events.map((row) => row.event_type))).toEqual(
      expect.toBeOneOf([
        new Set(['question_answered', 'nugget_viewed', 'mastery_updated']),
        new Set(['question_answered', 'nugget_viewed', 'mastery_updated', 'card_reviewed']),
      ]),
    );
  });

  it('schedules a rated card and keeps the review', async () => {
    const learner = await org.join('learner');
    const session = await studyUntil(learner, ({ item }) => item.type === 'flashcard');
    const { body } = await answer(learner, session, { kind: 'rating', rating: 'good' });
    const states = (await rows('flashcard_states', learner.userId)) as {
      due_at: Date;
      reps: number;
    }[];
    expect(body.step?.result?.nextDueAt).toBe(states.at(-1)?.due_at.toISOString());
    const item = session.step?.item;
    const promised = item?.type === 'flashcard' ? item.intervals.good : 0;
    const days = (states[0]!.due_at.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(promised, 1);
  });

  it('lets a skipped question go without a trace in mastery or in the score', async () => {
    const learner = await org.join('learner');
    const session = await studyUntil(learner, ({ item }) => item.type === 'question');
    const before = await rows('mastery', learner.userId);
    const { body } = await answer(learner, session, { kind: 'skip' });
    expect(body).toMatchObject({ answered: session.answered, correct: session.correct });
    expect(body.step?.result).toMatchObject({ correct: null, mastery: [] });
    expect(await rows('mastery', learner.userId)).toEqual(before);
    expect((await next(learner, body)).step?.itemId).not.toBe(session.step?.itemId);
  });

  it('takes an answer in four round trips to the database', async () => {
    const learner = await org.join('learner');
    const session = await start(learner);
    const statements: string[] = [];
    const pool = {
      async connect() {
        const client = await t.database.pool.connect();
        const query = (text: string, values?: unknown[]) => {
          statements.push(text);
          return client.query(text, values);
        };
        return { query, release: (error?: Error) => client.release(error) };
      },
    };
    const counted = { ...t.database, pool: pool as unknown as typeof t.database.pool };
    const service = createStudyService({ database: counted, clock: t.deps.clock });
    const given = { answer: { kind: 'read' } as const, responseMs: 9000 };
    const { step } = await service.answer(learner.tenant, at(session), given);
    expect(step?.result).not.toBeNull();
    expect(statements).toHaveLength(4);
  });
});
