import { LINT_CODES, type LintCode } from './codes.ts';
import type { LintInput } from './input.ts';
import { lintLength } from './length.ts';
import { lintNearDuplicate } from './near-duplicate.ts';
import { lintOptions } from './options.ts';
import { lintReading } from './reading.ts';
import { lintReferences } from './reference.ts';
import { lintSource } from './source.ts';
import { lintStem } from './stem.ts';
import { lintSupport } from './support.ts';

export { LINT_CODES, LINT_DESCRIPTIONS, type LintCode } from './codes.ts';
export type {
  ExistingItem,
  FlashcardInput,
  LintInput,
  LintOption,
  NuggetInput,
  QuestionInput,
  SummaryInput,
} from './input.ts';
export { LENGTH_LIMITS } from './length.ts';
export { NEAR_DUPLICATE } from './near-duplicate.ts';

const LINTS = [
  lintSource,
  lintOptions,
  lintReferences,
  lintStem,
  lintSupport,
  lintLength,
  lintReading,
  lintNearDuplicate,
];

/** Every lint that the item fails, in the order of `LINT_CODES`; empty for a clean item. Pure. */
export function lintItem(item: LintInput): LintCode[] {
  const failed = new Set(LINTS.flatMap((lint) => lint(item)));
  return LINT_CODES.filter((code) => failed.has(code));
}
