import type { AnswerKey } from '../../../../contracts/items.ts';
import { type Random, seededRandom, shuffled } from './random.ts';

/** Places in the answer key, in the order in which an attempt shows them. */
export type Arrangement = { options: number[]; rights: number[] };

const upTo = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** An order that is right as it stands would ask nothing. */
function scrambled(length: number, random: Random): number[] {
  const order = shuffled(upTo(length), random);
  const asIs = order.every((index, place) => index === place);
  return asIs && length > 1 ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

/**
 * The order of options, steps and right-hand texts. What is to be ordered or matched is always
 * mixed; options only where the assessment says so. True and false keep their order, as people
 * expect.
 *
 * @param place the question's place in the paper: questions of one attempt have orders of their own.
 */
export function arrange(
  key: AnswerKey,
  { seed, place, shuffleOptions }: { seed: string; place: number; shuffleOptions: boolean },
): Arrangement {
  const none = { options: [], rights: [] };
  switch (key.questionType) {
    case 'true_false':
      return { ...none, options: upTo(key.options.length) };
    case 'multiple_choice':
    case 'multiple_response':
      return {
        ...none,
        options: shuffleOptions
          ? shuffled(upTo(key.options.length), randomAt(seed, place))
          : upTo(key.options.length),
      };
    case 'ordering':
      return { ...none, options: scrambled(key.steps.length, randomAt(seed, place)) };
    case 'matching':
      return {
        ...none,
        rights: scrambled(key.pairs.length + key.extras.length, randomAt(seed, place)),
      };
    default:
      return none;
  }
}

/** A source of its own for each place, so that one question's order says nothing of another's. */
function randomAt(seed: string, place: number): Random {
  const head = (Number.parseInt(seed.slice(0, 8), 16) ^ Math.imul(place, 0x9e3779b1)) >>> 0;
  return seededRandom(head.toString(16).padStart(8, '0') + seed.slice(8));
}
