import type { CardState } from './schedule.ts';
import type { Instant } from './time.ts';

export type ItemType = 'nugget' | 'flashcard' | 'question';

/** An item that the learner may see, with what this learner has done with it. */
export type Candidate = {
  itemId: string;
  type: ItemType;
  conceptIds: readonly string[];
  /** 1-10. */
  difficulty: number;
  materialId: string;
  /** Order within its material; only compared. */
  position: number;
  seenCount: number;
  lastSeenAt: Instant | null;
  /** Flashcards: schedule; null or absent before the first review. */
  card?: CardState | null;
  /** Questions: chance of a right answer by guessing; 0 where absent. */
  guessRate?: number;
};

export type PrerequisiteEdge = { conceptId: string; prerequisiteId: string };

export type RecentItem = Pick<Candidate, 'itemId' | 'type' | 'conceptIds' | 'materialId'>;

export type NextItemInput = {
  candidates: readonly Candidate[];
  /** Level now (0-100) of every concept that was ever practised; others are never-seen. */
  masteryLevels: ReadonlyMap<string, number>;
  prerequisites: readonly PrerequisiteEdge[];
  session: {
    /** Items shown in this session, oldest first. */
    recent: readonly RecentItem[];
    targetMinutes: number;
    elapsedMinutes: number;
  };
  /** The same seed, input and `now` give the same item. */
  seed: string;
  now: Date;
};

export type ReasonCode =
  | 'due_card'
  | 'weak_concept'
  | 'new_nugget'
  | 'prerequisite'
  | 'spaced_review'
  | 'confidence_check';

export type Reason = {
  code: ReasonCode;
  /** The concept the choice is about; absent where the item names none. */
  conceptId?: string;
  /** The numbers behind the choice, for "why this?". */
  facts: Record<string, number>;
};

export type RankedItem = { itemId: string; reason: Reason; score: number };
export type NextItem = RankedItem & {
  /** The next best, at most three. */
  alternatives: RankedItem[];
};
