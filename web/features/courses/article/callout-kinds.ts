import { CALLOUT_KINDS } from '../../../../contracts/articles.ts';

export type CalloutKind = (typeof CALLOUT_KINDS)[number];

/** The kind of a callout; one that this page does not know is a note. */
export function calloutKind(kind: string): CalloutKind {
  return CALLOUT_KINDS.find((one) => one === kind) ?? 'note';
}
