import * as contracts from '../../../../contracts/learning.ts';
import type { TestPerson } from '../../../testing/test-app.ts';

type Session = contracts.StudySession;

export async function start(person: TestPerson, body: { materialId?: string } = {}) {
  return (await person.call(contracts.startSession, { body })).body;
}

/** Identifies the step of a session in a path. */
export function at(session: Session) {
  if (session.step === null) throw new Error('Nothing is left to study.');
  return { id: session.id, stepId: session.step.id };
}

/** An answer of the kind that the step asks for: wrong where it can be. */
export function anyAnswer({ step }: Session): contracts.StepAnswer {
  if (step === null) throw new Error('Nothing is left to study.');
  const { item } = step;
  if (item.type === 'nugget') return { kind: 'read' };
  if (item.type === 'flashcard') return { kind: 'rating', rating: 'good' };
  if (item.options.length > 0) {
    const option = item.options.find(({ text }) => text.startsWith('Wrong') || text === 'False');
    return { kind: 'option', optionId: option?.id ?? '', confidence: 'unsure' };
  }
  return item.gapCount > 0
    ? { kind: 'gaps', gaps: Array.from({ length: item.gapCount }, () => 'x'), confidence: null }
    : { kind: 'text', text: 'x', confidence: null };
}

export async function answer(
  person: TestPerson,
  session: Session,
  given: contracts.StepAnswer = anyAnswer(session),
) {
  if (session.step?.item.type === 'flashcard' && given.kind === 'rating') {
    await person.call(contracts.revealStep, { params: at(session), body: { what: 'back' } });
  }
  return person.call(contracts.answerStep, {
    params: at(session),
    body: { answer: given, responseMs: 12_000 },
  });
}

export async function next(person: TestPerson, session: Session) {
  return (await person.call(contracts.nextStep, { params: at(session) })).body;
}

/** Answers and goes on until a step is shown that satisfies the condition. */
export async function studyUntil(
  person: TestPerson,
  wanted: (step: contracts.StudyStep) => boolean,
): Promise<Session> {
  let session = await start(person);
  for (let steps = 0; steps < 60; steps += 1) {
    if (session.step === null) break;
    if (session.step.result === null && wanted(session.step)) return session;
    if (session.step.result === null) await answer(person, session);
    session = await next(person, session);
  }
  throw new Error('No such step came.');
}
