import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  activateMilestones,
  addMilestone,
  deleteMilestone,
  type Milestone,
  proposeMilestones,
  updateMilestone,
} from '../../../../contracts/milestones.ts';
import type { VideoDetail } from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatTimecode } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { MilestoneForm, type MilestoneValues } from './milestone-form.tsx';
import { milestonesQuery } from './queries.ts';
import { Timeline } from './timeline.tsx';

/** The questions of a video on its timeline: placed, moved, proposed, made active. */
export function MilestonesPanel({
  video,
  seconds,
  onSeek,
  canEdit,
}: {
  video: VideoDetail;
  seconds: number;
  onSeek: (seconds: number) => void;
  canEdit: boolean;
}) {
  const { t } = useTranslation(['filming', 'common']);
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<Milestone | 'new' | null>(null);
  const { queryKey } = milestonesQuery(video.id);
  const list = useQuery(milestonesQuery(video.id));
  const onSettled = () => queryClient.invalidateQueries({ queryKey });
  const params = { id: video.id };
  const save = useMutation({
    scope: { id: `milestones-${video.id}` },
    mutationFn: ({
      milestone,
      values,
    }: {
      milestone: Milestone | null;
      values: Partial<MilestoneValues>;
    }) => {
      if (milestone === null)
        return api(addMilestone, {
          params,
          body: { atSeconds: seconds, title: t('milestone.new'), ...values },
          idempotencyKey: crypto.randomUUID(),
        });
      const newest = queryClient
        .getQueryData<{ items: Milestone[] }>(queryKey)
        ?.items.find(({ id }) => id === milestone.id);
      return api(updateMilestone, {
        params: { id: milestone.id },
        body: values,
        ifMatch: `"${(newest ?? milestone).revision}"`,
      });
    },
    onMutate: ({ milestone, values: { atSeconds } }) => {
      if (milestone === null || atSeconds === undefined) return;
      // A mark stays where it was put; the list is loaded anew where the server refuses.
      queryClient.setQueryData(
        queryKey,
        (shown: { items: Milestone[] } | undefined) =>
          shown && {
            items: shown.items
              .map((one) => (one.id === milestone.id ? { ...one, atSeconds } : one))
              .sort((a, b) => a.atSeconds - b.atSeconds),
          },
      );
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(
        queryKey,
        (shown: { items: Milestone[] } | undefined) =>
          shown && {
            items: [...shown.items.filter(({ id }) => id !== saved.id), saved].sort(
              (a, b) => a.atSeconds - b.atSeconds,
            ),
          },
      );
    },
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (milestone: Milestone) => api(deleteMilestone, { params: { id: milestone.id } }),
    onSettled,
  });
  const propose = useMutation({
    mutationFn: () => api(proposeMilestones, { params, body: {} }),
    onSuccess: ({ items }) =>
      showToast({
        message: t('milestones.proposed', {
          count: items.filter(({ origin, status }) => origin === 'proposed' && status === 'draft')
            .length,
        }),
        tone: 'positive',
      }),
    onSettled,
  });
  const activate = useMutation({
    mutationFn: (milestoneIds: string[]) =>
      api(activateMilestones, { params, body: { milestoneIds } }),
    onSuccess: ({ skipped }) => {
      if (skipped.length > 0)
        showToast({
          message: t('milestones.skipped', { count: skipped.length }),
          tone: 'negative',
        });
    },
    onSettled,
  });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton className="h-40" />;
  const { items } = list.data;
  const drafts = items.filter(({ status }) => status === 'draft');
  const error = save.error ?? remove.error ?? propose.error ?? activate.error;
  const buttons = (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" onClick={() => setEdited('new')}>
        {t('milestones.add', { time: formatTimecode(seconds) })}
      </Button>
      {video.materialId ? (
        <Button loading={propose.isPending} onClick={() => propose.mutate()}>
          {t('milestones.propose')}
        </Button>
      ) : null}
      {drafts.length > 0 ? (
        <Button
          loading={activate.isPending}
          onClick={() => activate.mutate(drafts.map(({ id }) => id))}
        >
          {t('milestones.activate', { count: drafts.length })}
        </Button>
      ) : null}
    </div>
  );
  return (
    <div className="grid gap-5">
      {error ? <ErrorState compact error={error} /> : null}
      <Timeline
        duration={video.durationSeconds ?? 0}
        seconds={seconds}
        milestones={items}
        canEdit={canEdit}
        onSeek={onSeek}
        onOpen={(milestone) => setEdited(milestone)}
        onMove={(milestone, atSeconds) => save.mutate({ milestone, values: { atSeconds } })}
      />
      {canEdit ? buttons : null}
      {!video.materialId && canEdit ? (
        <p className="text-ink-soft text-ui">{t('milestones.needTranscript')}</p>
      ) : null}
      {items.length === 0 ? (
        <EmptyState title={t('milestones.empty')}>{t('milestones.emptyText')}</EmptyState>
      ) : null}
      <ul className="grid divide-y divide-line">
        {items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-3 py-3">
            <Button size="small" variant="quiet" onClick={() => onSeek(one.atSeconds)}>
              <span dir="ltr">{formatTimecode(one.atSeconds)}</span>
            </Button>
            <span className="grid min-w-48 flex-1">
              <span dir="auto" className="font-medium">
                {one.title}
              </span>
              <span className="flex flex-wrap gap-2 text-ink-faint text-sm">
                {t('milestones.questions', { count: one.questions.length })}
                <Badge tone={one.status === 'active' ? 'positive' : 'neutral'}>
                  {t(`milestones.${one.status}`)}
                </Badge>
                {one.isRequired ? <Badge tone="accent">{t('milestones.required')}</Badge> : null}
                {one.usableQuestions === 0 ? (
                  <Badge tone="caution">{t('milestones.noUsable')}</Badge>
                ) : null}
              </span>
            </span>
            {canEdit ? (
              <span className="flex gap-1">
                <Button size="small" variant="quiet" onClick={() => setEdited(one)}>
                  {t('common:action.edit')}
                </Button>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t('milestones.delete', { title: one.title })}
                  onClick={() => remove.mutate(one)}
                >
                  {t('common:action.delete')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {edited ? (
        <MilestoneForm
          milestone={edited === 'new' ? null : edited}
          seconds={seconds}
          duration={video.durationSeconds}
          materialId={video.materialId}
          saving={save.isPending}
          error={save.error}
          onSave={(values) =>
            save.mutate(
              { milestone: edited === 'new' ? null : edited, values },
              { onSuccess: () => setEdited(null) },
            )
          }
          onClose={() => {
            save.reset();
            setEdited(null);
          }}
        />
      ) : null}
    </div>
  );
}
