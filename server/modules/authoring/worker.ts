import { proposeTree } from './domain/propose.ts';
import type { Sources, Wish } from './domain/source.ts';

export type ProposeCall = { sources: Sources; wish: Wish };

/** What a thread of the pool runs. */
export default function propose({ sources, wish }: ProposeCall) {
  return proposeTree(sources, wish);
}
