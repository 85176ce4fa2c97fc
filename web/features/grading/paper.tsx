import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gradeOpenAnswer, type OpenAnswer, suggestGrade } from '../../../contracts/grading.ts';
import { aidsQuery } from '../../api/aids.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { explainError } from '../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { formatNumber, formatRelative } from '../../ui/format.ts';
import { showToast } from '../../ui/toast-store.ts';

/** One essay with what it answers, its source, and the rubric to grade it by. */
export function Paper({ paper }: { paper: OpenAnswer }) {
  const { t } = useTranslation('grading');
  const common = useTranslation('common');
  const queryClient = useQueryClient();
  const [points, setPoints] = useState<string[]>(
    paper.rubric.map((_, index) =>
      String(paper.criteria[index]?.points ?? paper.suggestion?.criteria[index]?.points ?? ''),
    ),
  );
  const [comment, setComment] = useState(paper.comment ?? paper.suggestion?.comment ?? '');
  const sum = points.reduce((total, given) => total + (Number(given) || 0), 0);
  const grade = useMutation({
    mutationFn: () =>
      api(gradeOpenAnswer, {
        params: { id: paper.id },
        ifMatch: `"${paper.revision}"`,
        body: {
          criteria: paper.rubric.map((_, index) => ({
            points: Number(points[index]) || 0,
            comment: paper.criteria[index]?.comment ?? '',
          })),
          ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
        },
      }),
    onSuccess: async () => {
      showToast({ message: t('saved', { name: paper.learnerName }), tone: 'positive' });
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['open-answers'] }),
        queryClient.invalidateQueries({ queryKey: ['home'] }),
      ]);
    },
    onError: (error) => showToast({ message: explainError(error, common.t), tone: 'negative' }),
  });
  const aids = useQuery(aidsQuery);
  const suggest = useMutation({
    mutationFn: () => api(suggestGrade, { params: { id: paper.id } }),
    onSuccess: ({ suggestion }) => {
      if (suggestion === null) return;
      setPoints(suggestion.criteria.map((criterion) => String(criterion.points)));
      setComment((before) => before || suggestion.comment);
      return queryClient.invalidateQueries({ queryKey: ['open-answers'] });
    },
    onError: (error) => showToast({ message: explainError(error, common.t), tone: 'negative' }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    grade.mutate();
  };
  const [source] = paper.sources;
  return (
    <li className="grid gap-5 rounded-panel border border-line bg-surface p-5">
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
          <span dir="auto">{paper.learnerName}</span>
          <span>{formatRelative(paper.createdAt)}</span>
          {paper.points === null ? null : (
            <Badge tone="positive">
              {t('points', {
                points: formatNumber(paper.points),
                max: formatNumber(paper.maxPoints),
              })}
            </Badge>
          )}
        </p>
        <h2 dir="auto" className="font-semibold text-lg">
          {paper.stem}
        </h2>
      </div>
      <p dir="auto" className="prose-measure whitespace-pre-line leading-relaxed">
        {paper.text}
      </p>
      {paper.sampleAnswer ? (
        <details>
          <summary className="cursor-pointer text-ink-soft text-ui">{t('sample')}</summary>
          <p dir="auto" className="prose-measure pt-2">
            {paper.sampleAnswer}
          </p>
        </details>
      ) : null}
      {source ? (
        <details>
          <summary className="cursor-pointer text-ink-soft text-ui">{t('source')}</summary>
          <blockquote dir="auto" className="prose-measure border-accent border-s-2 ps-4 pt-2">
            {source.quote}
          </blockquote>
        </details>
      ) : null}
      {paper.status === 'pending' && paper.suggestion ? (
        <Callout title={t('suggested')}>{t('suggestedText')}</Callout>
      ) : null}
      <form className="grid gap-4 border-line border-t pt-4" onSubmit={submit}>
        {paper.rubric.map(({ criterion, description, points: most }, index) => (
          <Field
            key={criterion}
            label={<span dir="auto">{t('criterion', { criterion, max: formatNumber(most) })}</span>}
            {...hintOf(description, paper.suggestion?.criteria[index])}
            required
          >
            <TextInput
              type="number"
              min={0}
              max={most}
              step={0.5}
              required
              className="w-28"
              value={points[index] ?? ''}
              onChange={(event) =>
                setPoints(points.map((one, at) => (at === index ? event.target.value : one)))
              }
            />
          </Field>
        ))}
        <Field label={t('comment')}>
          <TextArea
            value={comment}
            maxLength={4000}
            onChange={(event) => setComment(event.target.value)}
          />
        </Field>
        <div className="flex items-center gap-4">
          <Button type="submit" variant="primary" loading={grade.isPending}>
            {t(paper.status === 'graded' ? 'correct' : 'grade')}
          </Button>
          {paper.status === 'pending' && paper.suggestion === null && aids.data?.suggestsGrades ? (
            <Button loading={suggest.isPending} onClick={() => suggest.mutate()}>
              {t('suggest')}
            </Button>
          ) : null}
          <span className="text-ink-soft text-ui tabular-nums">
            {t('points', { points: formatNumber(sum), max: formatNumber(paper.maxPoints) })}
          </span>
        </div>
      </form>
    </li>
  );
}

/** What the criterion asks for, and below it why a model would give its points. */
function hintOf(
  description: string,
  suggested: NonNullable<OpenAnswer['suggestion']>['criteria'][number] | undefined,
) {
  if (!suggested) return description ? { hint: description } : {};
  return {
    hint: (
      <>
        {description}
        <span dir="auto" className="block">
          {suggested.quote === null ? suggested.reason : `“${suggested.quote}” ${suggested.reason}`}
        </span>
      </>
    ),
  };
}
