import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  CERTIFICATE_PDF_PATH,
  enrol,
  type getEnrolment,
  type getMyCourse,
  withdraw,
} from '../../../contracts/enrolment.ts';
import { urlOf } from '../../../contracts/route.ts';
import { api } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDate, formatNumber, formatPercent } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { MY_COURSES } from './queries.ts';

type State = z.output<typeof getEnrolment.response>;
type Mine = z.output<typeof getMyCourse.response>;

/** The way into a course, on in it, or out of it. */
export function EnrolPanel({
  courseId,
  state,
  mine,
  hasCertificate,
}: {
  courseId: string;
  state: State;
  mine: Mine | undefined;
  hasCertificate: boolean;
}) {
  const { t } = useTranslation(['enrolment', 'common']);
  const [leaving, setLeaving] = useState(false);
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: MY_COURSES });
  const join = useMutation({
    mutationFn: () => api(enrol, { params: { id: courseId } }),
    onSuccess: ({ status }) =>
      showToast({
        message: t(status === 'waiting' ? 'enrol.nowWaiting' : 'enrol.done'),
        tone: 'positive',
      }),
    onSettled,
  });
  const leave = useMutation({
    mutationFn: () => api(withdraw, { params: { id: courseId } }),
    onSuccess: () => {
      setLeaving(false);
      showToast({
        message: t('enrol.left'),
        action: { label: t('common:action.undo'), run: () => join.mutate() },
      });
    },
    onSettled,
  });
  const status = state.enrolment?.status ?? 'withdrawn';
  const taking = status === 'active' || status === 'completed';
  const next = mine?.course.next ?? null;
  const certificateId = mine?.course.certificateId ?? null;
  return (
    <div className="grid gap-4">
      {join.error ? <ErrorState compact error={join.error} /> : null}
      {leave.error ? <ErrorState compact error={leave.error} /> : null}
      {taking && mine ? (
        <>
          <Progress
            value={mine.course.progressPercent / 100}
            label={t('enrol.progress')}
            detail={formatPercent(mine.course.progressPercent / 100)}
          />
          {mine.course.completedAt ? (
            <Callout tone="positive" title={t('enrol.completed')}>
              {formatDate(mine.course.completedAt)}
            </Callout>
          ) : null}
          {next ? (
            <Link
              to="/courses/$courseId/lessons/$lessonId"
              params={{ courseId, lessonId: next.lessonId }}
              className={buttonClass('primary', 'large')}
            >
              {mine.course.completedCount > 0 || next.position
                ? t('mine.continue')
                : t('mine.start')}
            </Link>
          ) : null}
          {certificateId ? (
            <a
              href={urlOf({ path: CERTIFICATE_PDF_PATH }, { id: certificateId })}
              className={buttonClass(next ? 'secondary' : 'primary')}
              download
            >
              <Download aria-hidden className="size-4" />
              {t('enrol.certificate')}
            </a>
          ) : hasCertificate && !mine.course.completedAt ? (
            <p className="text-ink-soft text-sm">
              {t('enrol.certificateWhen', { percent: formatPercent(mine.requiredPercent / 100) })}
            </p>
          ) : null}
        </>
      ) : null}
      {status === 'waiting' ? (
        <Callout tone="accent" title={t('enrol.waitingTitle')}>
          {t('enrol.waiting', { n: formatNumber(state.enrolment?.waitingPlace ?? 1) })}
        </Callout>
      ) : null}
      {status === 'withdrawn' ? (
        <Way state={state} busy={join.isPending} onJoin={() => join.mutate()} />
      ) : (
        <Button
          variant="quiet"
          size="small"
          className="justify-self-start"
          onClick={() => setLeaving(true)}
        >
          {t(status === 'waiting' ? 'enrol.leaveLine' : 'enrol.leave')}
        </Button>
      )}
      <Dialog
        open={leaving}
        onOpenChange={setLeaving}
        size="small"
        title={t('enrol.leaveTitle')}
        description={t('enrol.leaveText')}
        footer={
          <>
            <Button onClick={() => setLeaving(false)}>{t('common:action.cancel')}</Button>
            <Button variant="danger" loading={leave.isPending} onClick={() => leave.mutate()}>
              {t(status === 'waiting' ? 'enrol.leaveLine' : 'enrol.leave')}
            </Button>
          </>
        }
      />
    </div>
  );
}

/** The button that enrols, or why there is none. */
function Way({ state, busy, onJoin }: { state: State; busy: boolean; onJoin: () => void }) {
  const { t } = useTranslation('enrolment');
  if (state.obstacles.includes('prerequisites_missing'))
    return (
      <Callout tone="caution" title={t('enrol.before')}>
        <ul className="grid gap-1">
          {state.missingPrerequisites.map((one) => (
            <li key={one.courseId}>
              <Link
                to="/courses/$courseId"
                params={{ courseId: one.courseId }}
                dir="auto"
                className="text-link"
              >
                {one.title}
              </Link>
            </li>
          ))}
        </ul>
      </Callout>
    );
  if (state.obstacles.includes('not_open')) return <Callout>{t('enrol.notOpen')}</Callout>;
  const full = state.placesLeft === 0;
  return (
    <>
      <Button variant="primary" size="large" loading={busy} onClick={onJoin}>
        {t(full ? 'enrol.joinLine' : 'enrol.join')}
      </Button>
      {state.placesLeft === null ? null : (
        <p className="text-ink-soft text-sm">
          {full
            ? t('enrol.full', { count: state.waiting })
            : t('enrol.places', { count: state.placesLeft })}
        </p>
      )}
    </>
  );
}
