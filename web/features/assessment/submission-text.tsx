import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Submission, SubmissionComment } from '../../../contracts/submissions.ts';

type Part = { text: string; start: number; comments: SubmissionComment[] };

/** The text in pieces, cut wherever a comment begins or ends. */
export function partsOf(text: string, comments: readonly SubmissionComment[]): Part[] {
  const ranged = comments.filter(
    (one): one is SubmissionComment & { start: number; end: number } =>
      one.start !== null && one.end !== null,
  );
  const cuts = new Set([0, text.length, ...ranged.flatMap(({ start, end }) => [start, end])]);
  const places = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? text.length;
    return {
      start,
      text: text.slice(start, end),
      comments: ranged.filter((one) => one.start <= start && one.end >= end),
    };
  });
}

/** Work with the comments on it: marked in the text, told below it in the order of their places. */
export function SubmissionText({
  submission,
  action,
}: {
  submission: Submission;
  /** What a grader can do with a comment. */
  action?: (comment: SubmissionComment) => ReactNode;
}) {
  const { t } = useTranslation('assessment');
  const { text, comments } = submission;
  const ordered = [...comments].sort(
    (a, b) => (a.start ?? Number.MAX_SAFE_INTEGER) - (b.start ?? Number.MAX_SAFE_INTEGER),
  );
  const numbers = new Map(ordered.map(({ id }, index) => [id, index + 1]));
  return (
    <div className="grid gap-4">
      {text ? (
        <p dir="auto" data-submission-text className="prose-measure whitespace-pre-wrap">
          {partsOf(text, comments).map((part) => {
            if (part.comments.length === 0) return <span key={part.start}>{part.text}</span>;
            const marks = part.comments.map(({ id }) => numbers.get(id)).join(', ');
            return (
              <mark key={part.start} title={t('comments.marked', { n: marks })}>
                {part.text}
              </mark>
            );
          })}
        </p>
      ) : null}
      {ordered.length > 0 ? (
        <ol className="grid gap-3" aria-label={t('comments.title')}>
          {ordered.map((comment) => (
            <li key={comment.id} className="grid gap-1 border-accent border-s-2 ps-4 text-ui">
              <p className="text-ink-soft text-sm">
                {numbers.get(comment.id)} ·{' '}
                <bdi>{comment.authorName ?? t('comments.somebody')}</bdi>
              </p>
              {comment.quote ? (
                <blockquote dir="auto" className="text-ink-soft">
                  “{comment.quote}”
                </blockquote>
              ) : null}
              <p dir="auto" className="whitespace-pre-line">
                {comment.text}
              </p>
              {action?.(comment)}
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}
