import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listOwnOpenAnswers, type OpenAnswer, seeGrade } from '../../../contracts/grading.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatNumber, formatRelative } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';

/** The learner's own essays with their grades; nothing where there are none. */
export function Essays() {
  const { t } = useTranslation('learning');
  const essays = useInfiniteQuery({
    queryKey: ['own-essays'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api(listOwnOpenAnswers, {
        query: { limit: 10, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const items = essays.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('essays.title')}>
      <ul className="grid divide-y divide-line">
        {items.map((essay) => (
          <Essay key={essay.id} essay={essay} />
        ))}
      </ul>
      {essays.hasNextPage ? (
        <Button
          className="justify-self-start"
          loading={essays.isFetchingNextPage}
          onClick={() => void essays.fetchNextPage()}
        >
          {t('essays.more')}
        </Button>
      ) : null}
    </Section>
  );
}

function Essay({ essay }: { essay: OpenAnswer }) {
  const { t } = useTranslation('learning');
  const queryClient = useQueryClient();
  const seen = useMutation({
    mutationFn: () => api(seeGrade, { params: { id: essay.id } }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['own-essays'] }),
        queryClient.invalidateQueries({ queryKey: ['home'] }),
      ]),
  });
  const isNew = essay.status === 'graded' && !essay.seen;
  return (
    <li className="grid gap-2 py-3">
      <details
        onToggle={(event) => {
          if (event.currentTarget.open && isNew && !seen.isPending) seen.mutate();
        }}
      >
        <summary className="cursor-pointer">
          <span className="inline-flex flex-wrap items-center gap-2">
            <span dir="auto" className="font-medium">
              {essay.stem}
            </span>
            {essay.points === null ? (
              <Badge>{t('essays.waiting')}</Badge>
            ) : (
              <Badge tone="positive">
                {t('essays.grade', {
                  points: formatNumber(essay.points),
                  max: formatNumber(essay.maxPoints),
                })}
              </Badge>
            )}
            {isNew ? <Badge tone="accent">{t('essays.new')}</Badge> : null}
          </span>
        </summary>
        <div className="grid gap-3 pt-3">
          <h3 className="text-ink-soft text-sm">{t('essays.yours')}</h3>
          <p dir="auto" className="prose-measure whitespace-pre-line">
            {essay.text}
          </p>
          {essay.criteria.length > 0 ? (
            <ul className="grid gap-1 text-ui">
              {essay.rubric.map(({ criterion, points }, index) => (
                <li key={criterion} className="flex justify-between gap-4">
                  <span dir="auto">{criterion}</span>
                  <span className="tabular-nums">
                    {`${formatNumber(essay.criteria[index]?.points ?? 0)} / ${formatNumber(points)}`}
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
          {essay.comment ? (
            <p dir="auto" className="prose-measure border-accent border-s-2 ps-4">
              {essay.comment}
            </p>
          ) : null}
          {essay.gradedAt ? (
            <p className="text-ink-soft text-sm">
              {t('essays.by', {
                name: essay.gradedByName ?? '',
                when: formatRelative(essay.gradedAt),
              })}
            </p>
          ) : null}
          {essay.sampleAnswer ? (
            <>
              <h3 className="text-ink-soft text-sm">{t('essays.sample')}</h3>
              <p dir="auto" className="prose-measure">
                {essay.sampleAnswer}
              </p>
            </>
          ) : null}
        </div>
      </details>
    </li>
  );
}
