import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { closeFeedback, type Home, listFeedback } from '../../../contracts/learning.ts';
import { api } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { formatNumber, formatPercent, formatRelative } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';

type Part = NonNullable<Home['instructor']>;

export function InstructorHome({ part }: { part: Part }) {
  const { t } = useTranslation('home');
  if (part.materials === 0 && part.runningIngestions === 0) {
    return (
      <EmptyState
        title={t('instructor.emptyTitle')}
        action={
          <Link to="/library" className={buttonClass('primary', 'large')}>
            {t('instructor.add')}
          </Link>
        }
      >
        {t('instructor.emptyText')}
      </EmptyState>
    );
  }
  return (
    <>
      <Section
        title={t('instructor.title')}
        actions={
          <Link to="/review" className={buttonClass(part.inReview > 0 ? 'primary' : 'secondary')}>
            {t('instructor.review')}
          </Link>
        }
      >
        <Figures>
          <Figure label={t('instructor.inReview')} value={formatNumber(part.inReview)} />
          {part.toGrade > 0 ? (
            <Figure label={t('instructor.toGrade')} value={formatNumber(part.toGrade)} />
          ) : null}
          <Figure label={t('instructor.running')} value={formatNumber(part.runningIngestions)} />
          <Figure label={t('instructor.materials')} value={formatNumber(part.materials)} />
        </Figures>
        {part.toGrade > 0 ? (
          <Link to="/grading" className="justify-self-start text-link text-ui">
            {t('instructor.grade')}
          </Link>
        ) : null}
        <Link to="/library" className="justify-self-start text-link text-ui">
          {t('instructor.library')}
        </Link>
      </Section>
      {part.misbehaving.length > 0 ? <Misbehaving items={part.misbehaving} /> : null}
      {part.openReports > 0 ? <Reports /> : null}
    </>
  );
}

function Misbehaving({ items }: { items: Part['misbehaving'] }) {
  const { t } = useTranslation('home');
  return (
    <Section title={t('instructor.misbehaving')} lead={t('instructor.misbehavingHint')}>
      <ul className="grid divide-y divide-line">
        {items.map((item) => (
          <li key={item.itemId} className="grid gap-1 py-3 sm:grid-cols-[1fr_auto] sm:gap-6">
            <span dir="auto">{item.title}</span>
            <span className="text-ink-soft text-sm">
              {t('instructor.correct', {
                share: formatPercent(item.correctShare),
                answers: formatNumber(item.answers),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Reports() {
  const { t } = useTranslation('home');
  const queryClient = useQueryClient();
  const reports = useQuery({
    queryKey: ['feedback'],
    queryFn: ({ signal }) => api(listFeedback, { signal }),
  });
  const close = useMutation({
    mutationFn: ({ id, status }: { id: string; status: 'resolved' | 'dismissed' }) =>
      api(closeFeedback, { params: { id }, body: { status } }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['feedback'] }),
        queryClient.invalidateQueries({ queryKey: ['home'] }),
      ]),
  });
  return (
    <Section title={t('instructor.reports')}>
      <ul className="grid divide-y divide-line">
        {reports.data?.items.map((report) => (
          <li key={report.id} className="grid gap-1 py-3">
            <span dir="auto" className="font-medium">
              {report.itemTitle}
            </span>
            {report.comment ? <span dir="auto">{report.comment}</span> : null}
            <span className="text-ink-soft text-sm">
              {t('instructor.by', {
                name: report.userName,
                when: formatRelative(report.createdAt),
              })}
            </span>
            <div className="flex gap-2 pt-1">
              <Button
                size="small"
                onClick={() => close.mutate({ id: report.id, status: 'resolved' })}
              >
                {t('instructor.resolve')}
              </Button>
              <Button
                size="small"
                variant="quiet"
                onClick={() => close.mutate({ id: report.id, status: 'dismissed' })}
              >
                {t('instructor.dismiss')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
