import { createHash } from 'node:crypto';
import type { ShownQuestion, StudyStep } from '../../../contracts/learning.ts';
import { createRandom } from './domain/random.ts';
import type { StepContent, StepState } from './state.ts';

const QUESTION_GAP = /_{3,}/g;

type Shown = StepState['options'];

function shuffle(texts: readonly string[], seed: string): Shown {
  const shown = texts.map((_, index) => ({
    id: createHash('sha256').update(`${seed}:${index}`).digest('base64url').slice(0, 12),
    index,
  }));
  const random = createRandom(seed);
  for (let last = shown.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [shown[last], shown[other]];
    if (a && b) [shown[last], shown[other]] = [b, a];
  }
  // An order that is right as it stands would ask nothing.
  const asIs = shown.every(({ index }, place) => index === place);
  return asIs && shown.length > 1 ? [...shown.slice(1), ...shown.slice(0, 1)] : shown;
}

/**
 * Options, steps and right-hand texts in the order in which this step shows them, the same for the
 * same seed and step. Ids are hashes: they say nothing of the place in the answer key. True/false
 * keeps a fixed order, as people expect, by text rather than by key.
 */
export function arrangeChoices(
  content: StepContent,
  seed: string,
  stepId: string,
): { options: Shown; rights: Shown } {
  const none = { options: [], rights: [] };
  if (content.type !== 'question') return none;
  const key = content.answerKey;
  switch (key.questionType) {
    case 'multiple_choice':
    case 'multiple_response':
    case 'true_false': {
      const texts = key.options.map(({ text }) => text);
      const options = shuffle(texts, `${seed}:${stepId}`);
      if (key.questionType === 'true_false')
        options.sort((a, b) => ((texts[a.index] ?? '') < (texts[b.index] ?? '') ? 1 : -1));
      return { ...none, options };
    }
    case 'ordering':
      return { ...none, options: shuffle(key.steps, `${seed}:${stepId}`) };
    case 'matching': {
      const rights = [...key.pairs.map(({ right }) => right), ...key.extras];
      return { ...none, rights: shuffle(rights, `${seed}:${stepId}`) };
    }
    default:
      return none;
  }
}

/** The right answers of a step, as a learner would read them. */
export function rightAnswers(content: StepContent): string[] {
  if (content.type === 'nugget') return [];
  if (content.type === 'flashcard') return [content.back];
  const key = content.answerKey;
  switch (key.questionType) {
    case 'multiple_choice':
    case 'multiple_response':
    case 'true_false':
      return key.options.filter((option) => option.correct).map((option) => option.text);
    case 'fill_blank':
      return key.gaps.flatMap((gap) => gap.accepted);
    case 'short_answer':
      return key.accepted;
    case 'numeric':
      return [`${key.value} ${key.units[0]?.text ?? ''}`.trim()];
    // What is to be matched or ordered is shown anyway.
    case 'matching':
    case 'ordering':
    case 'essay':
      return [];
  }
}

/**
 * What the learner may see of a step. Before the answer (or, for a card, before it is turned) it
 * holds no right answer, no explanation, no source (the quote usually is the answer), and no
 * concept whose name gives the answer away.
 */
export function viewStep(state: StepState): StudyStep {
  const open =
    state.content.type === 'nugget' ||
    state.result !== null ||
    (state.content.type === 'flashcard' && state.revealed);
  const telling = open ? () => false : namesAnswer(state.content);
  const conceptName = state.reason.conceptName;
  return {
    id: state.stepId,
    number: state.number,
    itemId: state.itemId,
    materialId: state.materialId,
    materialTitle: state.materialTitle,
    item: viewItem(state),
    concepts: state.concepts.filter(({ name }) => !telling(name)),
    sources: open ? state.sources : [],
    reason:
      conceptName !== null && telling(conceptName)
        ? { ...state.reason, conceptName: null }
        : state.reason,
    result: state.result,
  };
}

function viewItem(state: StepState): StudyStep['item'] {
  const { content } = state;
  switch (content.type) {
    case 'nugget':
      return content;
    case 'flashcard':
      return {
        type: 'flashcard',
        front: content.front,
        back: state.revealed || state.result !== null ? content.back : null,
        intervals: state.intervals ?? { again: 0, hard: 0, good: 0, easy: 0 },
      };
    case 'question':
      return viewQuestion(content, state, state.hintsUsed);
  }
}

/**
 * A question as a learner sees it before the answer, its choices in the order of `arrangeChoices`.
 * Nothing in it tells which are right.
 */
export function viewQuestion(
  content: Extract<StepContent, { type: 'question' }>,
  shown: { options: Shown; rights: Shown },
  hintsUsed: number,
): ShownQuestion {
  const key = content.answerKey;
  const texts =
    'options' in key
      ? key.options.map(({ text }) => text)
      : key.questionType === 'ordering'
        ? key.steps
        : [];
  const pairs = key.questionType === 'matching' ? key.pairs : [];
  const rights =
    key.questionType === 'matching' ? [...key.pairs.map(({ right }) => right), ...key.extras] : [];
  return {
    type: 'question',
    questionType: key.questionType,
    stem: content.stem,
    options: shown.options.map(({ id, index }) => ({ id, text: texts[index] ?? '' })),
    lefts: pairs.map(({ left }, index) => ({ id: String(index), text: left })),
    rights: shown.rights.map(({ id, index }) => ({ id, text: rights[index] ?? '' })),
    asksUnit: key.questionType === 'numeric' && key.units.length > 0,
    // What a criterion expects is the answer, or half of it.
    rubric:
      key.questionType === 'essay'
        ? key.rubric.map(({ criterion, points }) => ({ criterion, points }))
        : [],
    points: content.points,
    gapCount: key.questionType === 'fill_blank' ? gapCount(content.stem, key.gaps.length) : 0,
    hintCount: content.hints.length,
    hints: content.hints.slice(0, hintsUsed),
  };
}

/** The key decides; a stem whose marks do not agree with it is a fault of the item, not a crash. */
function gapCount(stem: string, gapsInKey: number): number {
  return gapsInKey > 0 ? gapsInKey : (stem.match(QUESTION_GAP)?.length ?? 0);
}

/** Whether a concept's name would tell the answer: it is in it (or it in the name) and not shown. */
function namesAnswer(content: StepContent): (name: string) => boolean {
  const shown = fold(content.type === 'question' ? content.stem : frontOf(content));
  const answers = rightAnswers(content).map(fold);
  return (name) => {
    const folded = fold(name);
    if (shown.includes(folded)) return false;
    return answers.some(
      (answer) => answer.includes(folded) || (answer.length > 2 && folded.includes(answer)),
    );
  };
}

function frontOf(content: StepContent): string {
  return content.type === 'flashcard' ? content.front : '';
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
