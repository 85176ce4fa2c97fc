import type { Judged } from './measure.ts';

/** A Markdown sheet of items for a person to judge: tick what a teacher would keep. */
export function sheet(items: readonly Judged[]): string {
  const parts = items.map(({ input, codes, draft }, i) => {
    const lines = [
      `### ${i + 1}. ${label(input)} · difficulty ${draft.difficulty} · quality ${draft.quality}`,
      '',
    ];
    if (input.kind === 'question') {
      lines.push(input.stem, '');
      if ('options' in input)
        for (const option of input.options)
          lines.push(`- ${option.correct ? '**✓**' : '✗'} ${option.text} — ${option.feedback}`);
      if ('gaps' in input)
        lines.push(...input.gaps.map((gap) => `- answer: ${gap.accepted.join(' | ')}`));
      if ('accepted' in input) lines.push(`- answer: ${input.accepted.join(' | ')}`);
      lines.push(...keyOf(draft).map((line) => `- ${line}`));
      lines.push(
        '',
        `Explanation: ${input.explanation}`,
        `Hints: ${input.hints.join(' / ') || 'none'}`,
      );
    } else if (input.kind === 'flashcard')
      lines.push(`**Front:** ${input.front}`, '', `**Back:** ${input.back}`);
    else lines.push(`**${input.title}**`, '', input.text);
    lines.push('', `> ${input.quotes.join(' … ').replace(/\s+/g, ' ').slice(0, 400)}`);
    if (codes.length > 0) lines.push('', `Lints: ${codes.join(', ')}`);
    lines.push('', '- [ ] keep  - [ ] small edit  - [ ] drop: ');
    return lines.join('\n');
  });
  return `# Items to judge\n\n${parts.join('\n\n')}\n`;
}

/** The parts of an answer that is neither chosen nor written in words. */
function keyOf(draft: Judged['draft']): string[] {
  if (!('questionType' in draft)) return [];
  switch (draft.questionType) {
    case 'numeric': {
      const { value, tolerance, units } = draft;
      return [
        `answer: ${value} ± ${tolerance}`,
        `units: ${units.map(({ text, factor }) => `${text} (× ${factor})`).join(', ') || 'none'}`,
      ];
    }
    case 'matching':
      return [
        ...draft.pairs.map(({ left, right }) => `${left} ↔ ${right}`),
        ...draft.extras.map((extra) => `extra: ${extra}`),
      ];
    case 'ordering':
      return draft.steps.map((step, i) => `${i + 1}. ${step}`);
    case 'essay':
      return [
        ...draft.rubric.map(
          ({ criterion, description, points }) => `${points} for “${criterion}”: ${description}`,
        ),
        `sample: ${draft.sampleAnswer}`,
      ];
    default:
      return [];
  }
}

function label(input: Judged['input']): string {
  if (input.kind === 'question') return input.questionType.replaceAll('_', ' ');
  return input.kind === 'flashcard' ? `card, ${input.style.replaceAll('_', ' ')}` : input.kind;
}
