import type { TenantTransaction } from '../../db/tenant.ts';
import { locate } from './domain/locate.ts';
import { fateOf, type Placed, placeQuote } from './domain/place-quote.ts';
import * as repo from './repo/versions.ts';

export type FollowCounts = { kept: number; stale: number; retired: number; revived: number };

type Passages = Awaited<ReturnType<typeof repo.listPassages>>;

function spanOf(
  source: repo.FollowedSource,
  place: Exclude<Placed, { kind: 'gone' }>,
  passages: ReadonlyMap<string, Passages[number]>,
): repo.NewSpan {
  const passage = passages.get(place.chunkId);
  const where =
    passage === undefined ? { page: null, seconds: null } : locate(passage, place.start);
  const { chunkId, start, end, quote } = place;
  return { sourceId: source.sourceId, chunkId, start, end, quote, ...where };
}

/**
 * Lets the items of a material follow its text to a new version. Items whose spans all stand there
 * keep identity, status and statistics and point at the new passages; items whose spans changed wait
 * for a person, with both texts; items whose spans are gone are retired, and have their status again
 * when a later version brings the spans back. Doing it again for the same version changes nothing.
 */
export async function followVersion(
  trx: TenantTransaction,
  key: { organizationId: string; materialId: string; version: number; now: Date },
): Promise<FollowCounts> {
  const { organizationId, version } = key;
  const passages = await repo.listPassages(trx, key);
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  const sources = await repo.listSourcesElsewhere(trx, key);
  const byItem = Map.groupBy(sources, ({ itemId }) => itemId);
  const moved: repo.NewSpan[] = [];
  const changed: repo.StaleSpan[] = [];
  const fates = {
    stale: [] as string[],
    retired: [] as string[],
    revived: [] as string[],
    fresh: [] as string[],
  };
  let kept = 0;
  for (const [itemId, own] of byItem) {
    const placed = own.map((source) => placeQuote(source.quote, source.chunkPosition, passages));
    const fate = fateOf(placed);
    const wasRetired = own[0]?.status === 'retired';
    if (fate === 'kept') {
      own.forEach((source, at) => {
        const place = placed[at];
        if (place !== undefined && place.kind !== 'gone') moved.push(spanOf(source, place, byId));
      });
      if (wasRetired) fates.revived.push(itemId);
      else {
        kept += 1;
        fates.fresh.push(itemId);
      }
    } else if (fate === 'retired') {
      if (!wasRetired) fates.retired.push(itemId);
    } else if (!wasRetired) {
      fates.stale.push(itemId);
      own.forEach((source, at) => {
        const place = placed[at];
        // A span that stands still needs no decision.
        if (place?.kind === 'same') moved.push(spanOf(source, place, byId));
        else
          changed.push({
            ...source,
            next: place === undefined || place.kind === 'gone' ? null : place,
          });
      });
    }
  }
  await repo.updateSources(trx, organizationId, moved);
  await repo.insertStaleness(trx, organizationId, version, changed);
  await repo.updateFates(trx, { organizationId, ...fates, now: key.now });
  await repo.updatePositions(trx, key);
  const definitions = await repo.listDefinitionsElsewhere(trx, key);
  await repo.updateDefinitions(
    trx,
    organizationId,
    definitions.flatMap(({ id, quote, position }) => {
      const place = placeQuote(quote, position, passages);
      return place.kind === 'same' ? [{ id, ...place }] : [];
    }),
  );
  const counts = {
    kept,
    stale: fates.stale.length,
    retired: fates.retired.length,
    revived: fates.revived.length,
  };
  await repo.updateVersionCounts(trx, key, counts);
  return counts;
}
