import type { AiSlot, AiSlotChoice, AiTask } from '../../../../contracts/ai.ts';

/** Which slot serves a task. Short structured work on metadata goes to the small model. */
export const SLOT_OF: Record<AiTask, AiSlot> = {
  describe: 'metadata',
  summarize: 'contentGeneration',
  concepts: 'contentGeneration',
  nuggets: 'contentGeneration',
  flashcards: 'contentGeneration',
  questions: 'contentGeneration',
  narrative: 'narrativePlanning',
  tutor: 'tutoring',
  explain: 'tutoring',
  grade: 'tutoring',
  embed: 'embedding',
};

/** The system scope: what the program chooses where nobody did; all are models of OpenAI. */
export const SYSTEM_CHOICES: Record<AiSlot, { model: string; temperature: number }> = {
  contentGeneration: { model: 'gpt-5.1-mini', temperature: 0.7 },
  narrativePlanning: { model: 'gpt-5.1-mini', temperature: 0.8 },
  tutoring: { model: 'gpt-5.1-mini', temperature: 0.7 },
  metadata: { model: 'gpt-5.1-nano', temperature: 0.7 },
  embedding: { model: 'text-embedding-3-small', temperature: 0 },
};

/** Slots that a person may choose for themselves: those whose calls are made for them. */
export const PERSONAL_SLOTS: readonly AiSlot[] = ['narrativePlanning', 'tutoring'];

export type Choices = Partial<Record<AiSlot, AiSlotChoice>>;
type KnownConnection = { id: string; provider: string };

/**
 * Lays learner over organization over system, field by field. Without a connection chosen it is
 * the oldest one that fits: of OpenAI for the program's own models, any for a model that was named.
 *
 * @param connections of the organization, oldest first.
 */
export function resolveSlot(
  slot: AiSlot,
  scopes: { learner: Choices; organization: Choices },
  connections: readonly KnownConnection[],
) {
  const learner = PERSONAL_SLOTS.includes(slot) ? scopes.learner[slot] : undefined;
  const organization = scopes.organization[slot];
  const system = SYSTEM_CHOICES[slot];
  const from = learner?.model ? 'learner' : organization?.model ? 'organization' : 'system';
  const wanted = learner?.connectionId ?? organization?.connectionId ?? null;
  const fitting = (connection: KnownConnection) =>
    wanted === null
      ? from !== 'system' || connection.provider === 'openai'
      : connection.id === wanted;
  return {
    connection: connections.find(fitting) ?? null,
    model: learner?.model ?? organization?.model ?? system.model,
    temperature: learner?.temperature ?? organization?.temperature ?? system.temperature,
    from,
  } as const;
}
