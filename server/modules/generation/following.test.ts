import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as ingestion from '../../../contracts/ingestion.ts';
import {
  bulkReview,
  type Item,
  listItems,
  reviewItem,
  undoReview,
} from '../../../contracts/items.ts';
import { listChunks } from '../../../contracts/library.ts';
import { withTenant } from '../../db/tenant.ts';
import {
  startTestApp,
  type TestApp,
  type TestOrganization,
  type TestPerson,
} from '../../testing/test-app.ts';
import { answer, start } from '../learning/testing/study.ts';

const KEPT =
  'A river is a natural stream of water that flows to a sea, a lake or another river. The source of a river is the place where it begins.';
const TRIBUTARY = 'A tributary is a river that flows into a larger river.';
const OTHER_TRIBUTARY = 'A tributary is a smaller river or stream that flows into a larger river.';
const EROSION = 'Erosion is the wearing away of land by water, wind or ice.';
const MEANDER = 'A meander is a bend in the course of a river that moves slowly through flat land.';

const before = `# Rivers\n\n${KEPT} ${TRIBUTARY}\n\n## Land\n\nA delta is the land that a river builds at its mouth out of sand and mud. ${EROSION}\n`;
const after = `# Rivers\n\n${KEPT} ${OTHER_TRIBUTARY}\n\n## Land\n\nA delta is the land that a river builds at its mouth out of sand and mud. ${MEANDER}\n`;

let app: TestApp;
let school: TestOrganization;
let teacher: TestPerson;
let materialId = '';

beforeAll(async () => {
  app = await startTestApp({ work: true });
  school = await app.organization();
  teacher = school.instructor;
  const { body } = await teacher.call(ingestion.ingestText, {
    body: { title: 'Rivers', text: before },
  });
  materialId = (await settled(body.id)).materialId ?? '';
  const items = await itemsOf();
  await teacher.call(bulkReview, {
    body: { decision: 'approve', itemIds: items.map(({ id }) => id) },
  });
});
afterAll(() => app?.close());

const settled = (id: string): Promise<ingestion.IngestionJob> =>
  app.background.until('the job ended', async () => {
    const { body } = await teacher.call(ingestion.getIngestion, { params: { id } });
    return body.status !== 'queued' && body.status !== 'running' && body;
  });

async function give(text: string): Promise<ingestion.IngestionJob | null> {
  const { body, status } = await teacher.call(ingestion.addVersionText, {
    params: { id: materialId },
    body: { text },
  });
  expect(status).toBe(202);
  return body.job === null ? null : settled(body.job.id);
}

const itemsOf = async (): Promise<Item[]> =>
  (await teacher.call(listItems, { query: { materialId, limit: 100 } })).body.items;

const restsOn = (item: Item, sentence: string) =>
  item.sources.some(({ quote }) => quote.includes(sentence));
const aloneOn = (items: readonly Item[], sentence: string) =>
  items.filter((item) => item.sources.length === 1 && item.sources[0]?.quote === sentence);

describe('items of a material that gets new versions', () => {
  it('stay as they are where the text says what it said', async () => {
    const { body } = await teacher.call(ingestion.addVersionText, {
      params: { id: materialId },
      body: { text: before },
    });
    expect(body).toEqual({ unchanged: true, job: null });
    const spaced = await give(`${before}\n\n`);
    expect(spaced).toMatchObject({ status: 'completed', duplicate: true });
    const { items } = (await teacher.call(ingestion.listVersions, { params: { id: materialId } }))
      .body;
    expect(items.map(({ version }) => version)).toEqual([1]);
  });

  it('are kept, wait, are retired or made, by what became of their spans', async () => {
    const session = await start(school.learner, { materialId });
    await answer(school.learner, session);
    const known = await withTenant(app.database, school.system, (trx) =>
      trx.selectFrom('item_exposures').select('item_id').execute(),
    );
    const old = await itemsOf();
    expect(aloneOn(old, TRIBUTARY).length).toBeGreaterThan(0);
    expect(aloneOn(old, EROSION).length).toBeGreaterThan(0);

    const job = await give(after);
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(job?.counts.kept).toBeGreaterThan(0);
    expect(job?.counts.stale).toBeGreaterThan(0);
    expect(job?.counts.retired).toBeGreaterThan(0);

    const now = await itemsOf();
    const listed = await teacher.call(listChunks, { params: { id: materialId }, query: {} });
    const chunks = new Map(listed.body.chunks.map((chunk) => [chunk.id, chunk.text]));
    for (const item of now.filter(({ status, stale }) => status === 'approved' && !stale)) {
      for (const { chunkId, start: from, end, quote } of item.sources)
        expect(chunks.get(chunkId)?.slice(from, end)).toBe(quote);
    }
    const kept = now.filter(
      (item) => old.some(({ id }) => id === item.id) && item.status === 'approved',
    );
    expect(kept).toHaveLength(job?.counts.kept ?? 0);

    const stale = now.find((item) => item.stale && restsOn(item, TRIBUTARY));
    expect(stale).toMatchObject({ status: 'in_review' });
    expect(stale?.stale?.spans[0]).toMatchObject({ newQuote: expect.stringContaining('smaller') });
    const filtered = await teacher.call(listItems, {
      query: { stale: 'true', limit: 100 } as never,
    });
    expect(filtered.body.items.every((item) => item.stale !== null)).toBe(true);

    expect(aloneOn(now, EROSION).every(({ status }) => status === 'retired')).toBe(true);
    expect(
      now.some((item) => restsOn(item, MEANDER) && !old.some(({ id }) => id === item.id)),
    ).toBe(true);
    const stillKnown = await withTenant(app.database, school.system, (trx) =>
      trx.selectFrom('item_exposures').select('item_id').execute(),
    );
    expect(stillKnown).toEqual(known);
  });

  it('rest on the new span once a person has said that they are still right, until that is undone', async () => {
    const [stale] = (await itemsOf()).filter((item) => item.stale && restsOn(item, TRIBUTARY));
    if (!stale) throw new Error('Nothing is stale.');
    const approved = await teacher.call(reviewItem, {
      params: { id: stale.id },
      body: { decision: 'approve' },
    });
    expect(approved.body.item).toMatchObject({ status: 'approved', stale: null });
    expect(restsOn(approved.body.item, 'smaller')).toBe(true);
    const undone = await teacher.call(undoReview, { params: { id: approved.body.reviewId } });
    expect(undone.body.item.stale).not.toBeNull();
    expect(restsOn(undone.body.item, TRIBUTARY)).toBe(true);
  });

  it('come back with their status when the text does', async () => {
    const retired = aloneOn(await itemsOf(), EROSION);
    const job = await give(before);
    expect(job?.counts.revived).toBeGreaterThan(0);
    const now = new Map((await itemsOf()).map((item) => [item.id, item]));
    for (const { id } of retired) expect(now.get(id)?.status).toBe('approved');
    // What was made of the text in between waits in its turn.
    const waiting = [...now.values()].filter(({ stale }) => stale !== null);
    expect(waiting.every((item) => restsOn(item, 'smaller'))).toBe(true);
  });

  it('are not touched by a version that cannot be read, nor by one that another organization gives', async () => {
    const items = await itemsOf();
    const other = await app.organization();
    const refused = await other.instructor.call(ingestion.addVersionText, {
      params: { id: materialId },
      body: { text: 'Not yours.' },
    });
    expect(refused.status).toBe(404);
    const empty = await give('   \n');
    expect(empty?.status).toBe('failed');
    expect(await itemsOf()).toEqual(items);
  });
});
