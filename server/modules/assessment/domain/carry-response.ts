import type { AnswerKey } from '../../../../contracts/items.ts';
import type { QuestionResponse } from '../../items/index.ts';

const folded = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * Where each text of the old list stands in the new one: at its own words; where those have
 * changed at the same place, if nothing else claims it; null where it is gone.
 */
export function placesNow(before: readonly string[], after: readonly string[]): (number | null)[] {
  const free = new Map(after.map((text, index) => [folded(text), index]));
  const places: (number | null)[] = before.map((text) => {
    const place = free.get(folded(text)) ?? null;
    if (place !== null) free.delete(folded(text));
    return place;
  });
  const left = new Set(free.values());
  return places.map((place, index) => {
    if (place !== null || before.length !== after.length || !left.has(index)) return place;
    left.delete(index);
    return index;
  });
}

/**
 * An answer to one wording of a question as an answer to a corrected one; null where it cannot be
 * carried over: the type has changed, gaps have come or gone, or something chosen is gone.
 */
export function carryResponse(
  before: AnswerKey,
  after: AnswerKey,
  response: QuestionResponse,
): QuestionResponse | null {
  if ('text' in response) {
    const typed = ['short_answer', 'numeric', 'essay'];
    return typed.includes(before.questionType) && typed.includes(after.questionType)
      ? response
      : null;
  }
  if ('gaps' in response) {
    const same =
      before.questionType === 'fill_blank' &&
      after.questionType === 'fill_blank' &&
      before.gaps.length === after.gaps.length;
    return same ? response : null;
  }
  if ('optionIndex' in response || 'optionIndexes' in response) {
    return 'options' in before && 'options' in after
      ? carryOptions(before.options, after, response)
      : null;
  }
  if ('order' in response) {
    if (before.questionType !== 'ordering' || after.questionType !== 'ordering') return null;
    const order = moved(placesNow(before.steps, after.steps), response.order);
    return order !== null && order.length === after.steps.length ? { order } : null;
  }
  if (before.questionType !== 'matching' || after.questionType !== 'matching') return null;
  return carryPairs(before, after, response.pairs);
}

function moved(places: readonly (number | null)[], indexes: readonly number[]): number[] | null {
  const now = indexes.map((index) => places[index] ?? null);
  return now.includes(null) ? null : now.flatMap((place) => place ?? []);
}

function carryOptions(
  before: readonly { text: string }[],
  after: Extract<AnswerKey, { options: unknown }>,
  response: { optionIndex: number } | { optionIndexes: number[] },
): QuestionResponse | null {
  const places = placesNow(
    before.map(({ text }) => text),
    after.options.map(({ text }) => text),
  );
  const several = 'optionIndexes' in response;
  const chosen = moved(places, several ? response.optionIndexes : [response.optionIndex]);
  if (chosen === null) return null;
  // A key that now asks for several is answered by the one that was chosen, not the other way.
  if (after.questionType === 'multiple_response') return { optionIndexes: chosen };
  const [only] = chosen;
  return chosen.length === 1 && only !== undefined ? { optionIndex: only } : null;
}

type Matching = Extract<AnswerKey, { questionType: 'matching' }>;

function carryPairs(
  before: Matching,
  after: Matching,
  pairs: readonly (number | null)[],
): QuestionResponse | null {
  const rightsOf = (key: Matching) => [...key.pairs.map(({ right }) => right), ...key.extras];
  const lefts = placesNow(
    before.pairs.map(({ left }) => left),
    after.pairs.map(({ left }) => left),
  );
  const rights = placesNow(rightsOf(before), rightsOf(after));
  const now: (number | null)[] = after.pairs.map(() => null);
  for (const [index, right] of pairs.entries()) {
    if (right === null) continue;
    const [left, place] = [lefts[index] ?? null, rights[right] ?? null];
    if (left === null || place === null) return null;
    now[left] = place;
  }
  return { pairs: now };
}
