import type { AnswerKey } from '../../../contracts/items.ts';
import { newId } from '../../ids.ts';
import { sigmoid } from './domain/item-response.ts';
import { type MasteryState, masteryLevel, updateMastery } from './domain/mastery.ts';
import { nextItem } from './domain/next-item.ts';
import type { Candidate, PrerequisiteEdge, RecentItem } from './domain/next-item-input.ts';
import { type Random, standardNormal } from './domain/random.ts';
import {
  type CardRating,
  type CardState,
  isDue,
  retrievability,
  review,
} from './domain/schedule.ts';
import {
  knownLevel,
  responseTime,
  type SimulatedKnowledge,
  simulateAnswer,
  simulateLearning,
  simulateRating,
} from './domain/simulate.ts';
import { EXPECTED_MS } from './evaluate.ts';
import { guessRate, type QuestionResponse } from './grading.ts';
import type { HistoryItem, HistoryLearner, HistoryRows } from './history-model.ts';
import { RECENT_ITEMS } from './state.ts';

const POOL = { due: 40, unseen: 100, seen: 100 } as const;
const PAUSE_MS = 4_000;
const PLANNED_MINUTES = 10;

type Known = Candidate & { item: HistoryItem; correctCount: number };

type Done = {
  responseMs: number;
  /** Null for reading. */
  correct: boolean | null;
  confidence: 'guess' | 'unsure' | 'sure' | null;
  rating: CardRating | null;
  response: QuestionResponse | null;
  hintsUsed: number;
  guessRate: number;
  expectedMs: number;
};

const NOTHING: Done = {
  responseMs: 0,
  correct: null,
  confidence: null,
  rating: null,
  response: null,
  hintsUsed: 0,
  guessRate: 0,
  expectedMs: 0,
};

const KIND = { nugget: 'view', flashcard: 'card_review', question: 'answer' } as const;

/** Logits by which a learner's gift for single concepts differs: everybody has weak spots. */
const APTITUDE_SPREAD = 0.9;

/** One learner's past while it is made; `rows` is filled as it goes. */
export class Past {
  readonly #learner: HistoryLearner;
  readonly #aptitude = new Map<string, number>();
  readonly #items: Known[];
  readonly #rows: HistoryRows;
  readonly #random: Random;
  readonly #mastery = new Map<string, MasteryState>();
  /** What is really known, as against what mastery estimates. */
  readonly #knowledge = new Map<string, SimulatedKnowledge>();

  constructor(
    learner: HistoryLearner,
    items: readonly HistoryItem[],
    rows: HistoryRows,
    random: Random,
  ) {
    this.#learner = learner;
    this.#rows = rows;
    this.#random = random;
    this.#items = items.map((item, place) => ({
      ...item,
      // Ids differ from one installation to the next, and the choice breaks ties by them.
      itemId: String(place),
      item,
      seenCount: 0,
      correctCount: 0,
      lastSeenAt: null,
      card: null,
      guessRate: item.question === null ? 0 : guessRate(item.question.answerKey),
    }));
  }

  sitting(startedAt: number, prerequisites: readonly PrerequisiteEdge[], seed: string): void {
    const random = this.#random;
    const count = Math.max(
      2,
      Math.round(this.#learner.pace * Math.exp(0.3 * standardNormal(random))),
    );
    const pool = this.#pool(new Date(startedAt));
    const sessionId = newId();
    const recent: RecentItem[] = [];
    let at = startedAt;
    let activeMs = 0;
    let answered = 0;
    let correct = 0;
    for (let step = 0; step < count; step += 1) {
      const choice = nextItem({
        candidates: pool,
        masteryLevels: this.#levels(new Date(at)),
        prerequisites,
        session: {
          recent: recent.slice(-RECENT_ITEMS),
          targetMinutes: Math.max(PLANNED_MINUTES, count),
          elapsedMinutes: activeMs / 60_000,
        },
        seed: `${seed}:${step}`,
        now: new Date(at),
      });
      const known = pool.find(({ itemId }) => itemId === choice?.itemId);
      if (known === undefined) break;
      const done = this.#study(known, sessionId, at);
      recent.push(known);
      activeMs += done.responseMs;
      if (done.correct !== null) answered += 1;
      if (done.correct) correct += 1;
      at += done.responseMs + Math.round(PAUSE_MS * (0.5 + random()));
    }
    if (recent.length === 0) return;
    this.#rows.sessions.push({
      id: sessionId,
      user_id: this.#learner.userId,
      target_minutes: PLANNED_MINUTES,
      step: recent.length,
      answered,
      correct,
      active_seconds: Math.round(activeMs / 1000),
      started_at: new Date(startedAt).toISOString(),
      ended_at: new Date(at).toISOString(),
    });
  }

  /** What is left at the end: exposures, mastery and schedules. */
  finish(): void {
    const { userId: user_id } = this.#learner;
    for (const known of this.#items) {
      const { lastSeenAt, card } = known;
      const item_id = known.item.itemId;
      if (lastSeenAt === null) continue;
      this.#rows.exposures.push({
        user_id,
        item_id,
        seen_count: known.seenCount,
        correct_count: known.correctCount,
        last_seen_at: lastSeenAt,
      });
      if (card) this.#rows.cards.push({ user_id, item_id, ...cardColumns(card) });
    }
    for (const [concept_id, state] of this.#mastery) {
      this.#rows.mastery.push({
        user_id,
        concept_id,
        level: 100 * sigmoid(state.logit),
        logit: state.logit,
        evidence: state.evidence,
        stability_days: state.stabilityDays,
        last_practiced_at: state.lastPracticedAt,
      });
    }
  }

  /** As the platform does it: some of what is due, what is new, and what has rested longest. */
  #pool(now: Date): Known[] {
    const due = this.#items.filter(({ card }) => card && isDue(card, now));
    const unseen = this.#items.filter(({ seenCount }) => seenCount === 0);
    const seen = this.#items
      .filter(({ card, seenCount }) => !card && seenCount > 0)
      .sort((a, b) => ((a.lastSeenAt ?? '') < (b.lastSeenAt ?? '') ? -1 : 1));
    return [
      ...due.slice(0, POOL.due),
      ...unseen.slice(0, POOL.unseen),
      ...seen.slice(0, POOL.seen),
    ];
  }

  #levels(now: Date): Map<string, number> {
    return new Map([...this.#mastery].map(([id, state]) => [id, masteryLevel(state, now)]));
  }

  #study(known: Known, sessionId: string, at: number) {
    const { item } = known;
    const done =
      item.type === 'nugget'
        ? this.#read(item)
        : item.type === 'flashcard'
          ? this.#turn(known, at)
          : this.#answer(item, at);
    const after = new Date(at + done.responseMs);
    const levels = done.correct === null ? null : this.#practise(item, done, after);
    const event = done.correct === null ? 'nugget' : done.correct ? 'right' : 'wrong';
    for (const id of item.conceptIds) {
      const before = this.#knowledge.get(id) ?? null;
      this.#knowledge.set(id, simulateLearning(this.#talent(id), before, event, after));
    }
    known.seenCount += 1;
    known.correctCount += done.correct ? 1 : 0;
    known.lastSeenAt = after.toISOString();
    this.#rows.interactions.push({
      id: newId(),
      created_at: after.toISOString(),
      user_id: this.#learner.userId,
      session_id: sessionId,
      item_id: item.itemId,
      item_version: item.question?.version ?? null,
      kind: KIND[item.type],
      response: done.response,
      is_correct: done.correct,
      score: done.correct === null ? null : done.correct ? 1 : 0,
      confidence: done.confidence,
      rating: done.rating,
      response_ms: done.responseMs,
      hints_used: done.hintsUsed,
      mastery_before: levels?.before ?? null,
      mastery_after: levels?.after ?? null,
    });
    return done;
  }

  #read(item: HistoryItem): Done {
    const typical = Math.max(10_000, (item.readingMinutes ?? 1) * 60_000);
    return { ...NOTHING, responseMs: Math.min(responseTime(typical, this.#random), 300_000) };
  }

  #turn(known: Known, at: number): Done {
    const { item } = known;
    const now = new Date(at);
    const card = known.card ?? null;
    const recall = card === null ? this.#known(item, now) / 100 : retrievability(card, now);
    const rating = simulateRating(
      this.#talent(item.conceptIds[0]),
      { difficulty: item.difficulty, retrievability: recall },
      this.#random,
    );
    const responseMs = responseTime(EXPECTED_MS.card, this.#random);
    const reviewed = review(card, rating, new Date(at + responseMs));
    known.card = reviewed.card;
    this.#rows.reviews.push({
      id: newId(),
      user_id: this.#learner.userId,
      item_id: item.itemId,
      rating,
      state_before: reviewed.log.stateBefore,
      stability_before: reviewed.log.stabilityBefore,
      difficulty_before: reviewed.log.difficultyBefore,
      elapsed_days: reviewed.log.elapsedDays,
      scheduled_days: reviewed.card.scheduledDays,
      reviewed_at: reviewed.log.reviewedAt,
    });
    const correct = rating !== 'again';
    return { ...NOTHING, responseMs, correct, rating, expectedMs: EXPECTED_MS.card };
  }

  #answer(item: HistoryItem, at: number): Done {
    const { question } = item;
    if (question === null) throw new TypeError('A question needs its key.');
    const chosen = 'options' in question.answerKey;
    const guess = guessRate(question.answerKey);
    const expectedMs = chosen ? EXPECTED_MS.option : EXPECTED_MS.typed;
    const answer = simulateAnswer(
      this.#talent(item.conceptIds[0]),
      { difficulty: item.difficulty, guessRate: guess, expectedMs, hintCount: question.hintCount },
      this.#known(item, new Date(at)),
      this.#random,
    );
    const response = respond(question.answerKey, answer.correct, this.#random);
    return { ...NOTHING, ...answer, response, guessRate: guess, expectedMs };
  }

  /** The learner as they are with the concept of an item. */
  #talent(conceptId: string | undefined): { ability: number } {
    if (conceptId === undefined) return this.#learner;
    let aptitude = this.#aptitude.get(conceptId);
    if (aptitude === undefined) {
      aptitude = APTITUDE_SPREAD * standardNormal(this.#random);
      this.#aptitude.set(conceptId, aptitude);
    }
    return { ability: this.#learner.ability + aptitude };
  }

  #known(item: HistoryItem, now: Date): number {
    const levels = item.conceptIds.map((id) => knownLevel(this.#knowledge.get(id) ?? null, now));
    return levels.length === 0 ? knownLevel(null, now) : Math.min(...levels);
  }

  #practise(item: HistoryItem, done: Done, now: Date): { before: number; after: number } | null {
    const correct = done.correct === true;
    const confidence = done.rating === 'hard' ? 'unsure' : done.confidence;
    let first: { before: number; after: number } | null = null;
    for (const id of item.conceptIds) {
      const before = this.#mastery.get(id) ?? null;
      const state = updateMastery(
        before,
        { ...done, difficulty: item.difficulty, correct, confidence, score: correct ? 1 : 0 },
        now,
      );
      this.#mastery.set(id, state);
      first ??= { before: masteryLevel(before, now), after: masteryLevel(state, now) };
    }
    return first;
  }
}

/** A response that the key marks as it should be: a right one, or a plausible wrong one. */
function respond(key: AnswerKey, correct: boolean, random: Random): QuestionResponse {
  switch (key.questionType) {
    case 'multiple_choice':
    case 'true_false': {
      const places = key.options.flatMap((option, at) => (option.correct === correct ? [at] : []));
      return { optionIndex: places[Math.floor(random() * places.length)] ?? 0 };
    }
    case 'fill_blank':
      return { gaps: key.gaps.map(({ accepted }) => (correct ? (accepted[0] ?? '') : '')) };
    case 'short_answer':
      return { text: correct ? (key.accepted[0] ?? '') : '' };
    case 'multiple_response': {
      const right = key.options.flatMap((option, at) => (option.correct ? [at] : []));
      return { optionIndexes: correct ? right : [key.options.findIndex((o) => !o.correct)] };
    }
    case 'numeric':
      return { text: correct ? `${key.value} ${key.units[0]?.text ?? ''}`.trim() : '' };
    case 'matching':
      return { pairs: key.pairs.map((_, at) => (correct ? at : (at + 1) % key.pairs.length)) };
    case 'ordering': {
      const order = key.steps.map((_, at) => at);
      return { order: correct ? order : order.reverse() };
    }
    case 'essay':
      return { text: '' };
  }
}

function cardColumns(card: CardState) {
  return {
    state: card.state,
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    scheduled_days: card.scheduledDays,
    due_at: card.dueAt,
    last_reviewed_at: card.lastReviewedAt,
  };
}
