import type { StepAnswer } from '../../../contracts/learning.ts';

export type Unsaved = { answer: StepAnswer | null; revision: number; elapsedMs: number };

const keyOf = (attemptId: string) => `lectern.attempt.${attemptId}`;

/**
 * Answers that the server has not confirmed, kept on the device so that neither a reload nor a lost
 * connection loses them. A device that refuses to keep anything loses only that safety.
 */
export function readUnsaved(attemptId: string): Record<number, Unsaved> {
  try {
    return JSON.parse(localStorage.getItem(keyOf(attemptId)) ?? '{}') as Record<number, Unsaved>;
  } catch {
    return {};
  }
}

export function keepUnsaved(attemptId: string, all: Record<number, Unsaved>): void {
  try {
    if (Object.keys(all).length === 0) localStorage.removeItem(keyOf(attemptId));
    else localStorage.setItem(keyOf(attemptId), JSON.stringify(all));
  } catch {
    // The answers are on their way to the server all the same.
  }
}
