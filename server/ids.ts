import { v7 } from 'uuid';

/** A new UUID version 7: sorts by time, so that new rows land at the end of an index. */
export function newId(): string {
  return v7();
}
