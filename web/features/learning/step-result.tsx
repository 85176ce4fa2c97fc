import { Link } from '@tanstack/react-router';
import { Check, CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ItemSource } from '../../../contracts/items.ts';
import type { StepResult } from '../../../contracts/learning.ts';
import { formatNumber, formatPercent, formatRelative } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';

type Result = z.infer<typeof StepResult>;

/** Feedback and explanation, or only one of them where it says all that the other does. */
function told({ feedback, explanation }: Result): string[] {
  const says = (more: string, less: string) => more.includes(less.replace(/^[^:]*: /, ''));
  if (!feedback || !explanation) return [feedback ?? explanation].filter((text) => text !== null);
  if (says(feedback, explanation)) return [feedback];
  return says(explanation, feedback) ? [explanation] : [feedback, explanation];
}

export type ResultSource = {
  /** Null where the reader is not led there. */
  materialId: string | null;
  materialTitle: string;
  /** Places that the item rests on; none where the item itself is the source, as a nugget is. */
  places: readonly ItemSource[];
};

/** Right or not, why, from which place of the source, and what it changed. */
export function StepResultPanel({ source, result }: { source: ResultSource; result: Result }) {
  const { t } = useTranslation('learning');
  return (
    <section aria-live="polite" className="grid gap-5 border-line border-t pt-5">
      {result.correct === null ? null : (
        <p
          className={`flex items-center gap-2 font-semibold text-lg ${result.correct ? 'text-positive' : 'text-negative'}`}
        >
          {result.correct ? (
            <Check aria-hidden className="size-5" />
          ) : (
            <CircleAlert aria-hidden className="size-5" />
          )}
          {result.correct
            ? t('study.right')
            : (result.score ?? 0) > 0
              ? t('study.partly', { share: formatPercent(result.score ?? 0) })
              : t('study.wrong')}
        </p>
      )}
      {result.pending ? (
        <>
          <p className="font-semibold text-lg">{t('study.pending')}</p>
          <p dir="auto" className="prose-measure whitespace-pre-line">
            {result.response}
          </p>
        </>
      ) : null}
      {result.parts.length > 0 ? <Parts parts={result.parts} /> : null}
      {result.correct === false &&
      result.chosenOptionIds.length === 0 &&
      result.parts.length === 0 &&
      result.response !== '' ? (
        <p dir="auto">{t('study.yours', { answer: result.response })}</p>
      ) : null}
      {result.correct === false &&
      result.correctOptionIds.length === 0 &&
      result.parts.length === 0 &&
      result.answer !== '' ? (
        <p dir="auto">{t('study.answerIs', { answer: result.answer })}</p>
      ) : null}
      {told(result).map((text) => (
        <p key={text} dir="auto" className="prose-measure">
          {text}
        </p>
      ))}
      {source.places.map((place) => (
        <Cited key={`${place.chunkId} ${place.start}`} source={source} place={place} />
      ))}
      {result.mastery.length > 0 ? (
        <div className="grid gap-2">
          <h3 className="font-semibold text-ui">{t('study.mastery')}</h3>
          <ul className="grid gap-2">
            {result.mastery.map((change) => (
              <li
                key={change.conceptId}
                className="grid grid-cols-[1fr_auto_auto] items-center gap-3 text-ui"
              >
                <span dir="auto">{change.name}</span>
                <span className="text-ink-faint text-sm tabular-nums">
                  {`${formatNumber(Math.round(change.before))} →`}
                </span>
                <Meter value={Math.round(change.after)} className="w-28" />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {result.nextDueAt ? (
        <p className="text-ink-soft text-sm">
          {t('study.nextDue', { when: formatRelative(result.nextDueAt) })}
        </p>
      ) : null}
    </section>
  );
}

/** Each gap, pair or place: what was answered and, where it was wrong, what is right. */
function Parts({ parts }: { parts: Result['parts'] }) {
  const { t } = useTranslation('learning');
  return (
    <ul className="grid gap-2">
      {parts.map((part) => (
        <li key={part.prompt} className="grid grid-cols-[auto_1fr] gap-x-3 text-ui">
          {part.correct ? (
            <Check aria-label={t('study.right')} className="mt-0.5 size-4 text-positive" />
          ) : (
            <CircleAlert aria-label={t('study.wrong')} className="mt-0.5 size-4 text-negative" />
          )}
          <span className="grid gap-0.5">
            <span dir="auto">
              <span className="text-ink-soft">{part.prompt}: </span>
              {part.response === '' ? t('study.noAnswer') : part.response}
            </span>
            {part.correct || part.answer === '' ? null : (
              <span dir="auto" className="text-positive">
                {t('study.answerIs', { answer: part.answer })}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A place of the source that the item rests on. */
function Cited({ source, place }: { source: ResultSource; place: ItemSource }) {
  const { t } = useTranslation('learning');
  const name = [place.heading, place.page === null ? null : t('study.page', { page: place.page })]
    .filter(Boolean)
    .join(' · ');
  return (
    <figure className="grid gap-2 border-accent border-s-2 ps-4">
      <figcaption className="text-ink-soft text-sm">
        {t('study.source')}: <span dir="auto">{name || source.materialTitle}</span>
      </figcaption>
      <blockquote dir="auto" className="prose-measure">
        {place.quote}
      </blockquote>
      {source.materialId === null ? null : (
        <Link
          to="/materials/$materialId"
          params={{ materialId: source.materialId }}
          search={{ chunk: place.chunkId, start: place.start, end: place.end }}
          className="justify-self-start text-link text-sm"
        >
          {t('study.openSource')}
        </Link>
      )}
    </figure>
  );
}
