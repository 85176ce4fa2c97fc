import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseProposal, createProposedCourse } from '../../../contracts/authoring.ts';
import { api } from '../../api/client.ts';
import { useMedia } from '../../frame/use-media.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { CourseWords } from './course-words.tsx';
import { LeftOutList } from './left-out-list.tsx';
import { PartPanel } from './part-panel.tsx';
import { QuizOptions } from './proposal-options.tsx';
import { ProposalTreeView } from './proposal-tree.tsx';
import { rowsOf } from './tree-edit.ts';
import { type EditedProposal, proposalKey, useProposal } from './use-proposal.ts';
import { WaitingPanel } from './waiting-panel.tsx';

/** A proposed course as a tree that its author edits until it is right. */
export function ProposalEditor({
  id,
  onAnew,
}: {
  id: string;
  onAnew: (materialIds: string[]) => void;
}) {
  const { t } = useTranslation('authoring');
  const edited = useProposal(id);
  const { proposal, query, canUndo, undo } = edited;
  useHotkeys([{ keys: 'mod+z', description: t('undoKey'), run: undo, disabled: !canUndo }]);
  if (query.error)
    return <ErrorState wholePage error={query.error} onRetry={() => void query.refetch()} />;
  if (!proposal) return <SkeletonText lines={10} />;
  if (proposal.courseId !== null)
    return (
      <EmptyState
        title={t('made.title')}
        action={
          <Link
            to="/courses/$courseId/edit"
            params={{ courseId: proposal.courseId }}
            className={buttonClass('primary', 'large')}
          >
            {t('made.open')}
          </Link>
        }
      >
        {t('made.text')}
      </EmptyState>
    );
  return <OpenEditor proposal={proposal} edited={edited} onAnew={onAnew} />;
}

function OpenEditor({
  proposal,
  edited,
  onAnew,
}: {
  proposal: CourseProposal;
  edited: EditedProposal;
  onAnew: (materialIds: string[]) => void;
}) {
  const { t } = useTranslation('authoring');
  const wide = useMedia('(min-width: 64rem)');
  const [selected, setSelected] = useState<string | null>(null);
  const { tree } = proposal;
  const onTree = (next: CourseProposal['tree']) => edited.change({ tree: next });
  const row = rowsOf(tree).find(({ key }) => key === selected) ?? null;
  const panel = row ? (
    <PartPanel row={row} proposal={proposal} onTree={onTree} headed={wide} />
  ) : null;
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        title={proposal.title}
        back={
          <Link to="/courses" className="text-accent underline">
            {t('page.back')}
          </Link>
        }
        actions={<CreateButton proposal={proposal} edited={edited} />}
      >
        <Totals proposal={proposal} />
      </PageHeader>
      <SaveProblem edited={edited} />
      <WaitingPanel proposal={proposal} />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-1 gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 className="font-semibold text-lg">{t('tree.name')}</h2>
            <span className="flex items-center gap-3">
              <span role="status" className="text-ink-faint text-sm">
                {edited.state === 'saving' || !edited.isSaved ? t('saving') : t('saved')}
              </span>
              <Button
                size="small"
                icon={<Undo2 aria-hidden className="size-4 rtl:-scale-x-100" />}
                disabled={!edited.canUndo}
                onClick={edited.undo}
              >
                {t('undo')}
              </Button>
            </span>
          </div>
          {tree.modules.length === 0 ? (
            <EmptyState title={t('tree.empty')}>{t('tree.emptyText')}</EmptyState>
          ) : (
            <ProposalTreeView
              proposal={proposal}
              onTree={onTree}
              selected={selected}
              onSelect={setSelected}
            />
          )}
          <LeftOutList proposal={proposal} onTree={onTree} />
        </div>
        <div className="grid gap-6 lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto lg:p-1">
          {wide && panel ? (
            <div className="grid gap-4">
              <Button
                size="small"
                variant="quiet"
                className="justify-self-start"
                onClick={() => setSelected(null)}
              >
                {t('part.back')}
              </Button>
              {panel}
            </div>
          ) : (
            <>
              <CourseWords proposal={proposal} onChange={edited.change} />
              <Section title={t('options.title')}>
                <QuizOptions
                  options={proposal.options}
                  onChange={(options) => edited.change({ options })}
                />
                <Button onClick={() => onAnew(proposal.materials.map((one) => one.id))}>
                  {t('page.anew')}
                </Button>
              </Section>
            </>
          )}
        </div>
      </div>
      {!wide && row ? (
        <Sheet
          open
          title={t(row.kind === 'module' ? 'part.module' : 'part.lesson')}
          onOpenChange={() => setSelected(null)}
        >
          {panel}
        </Sheet>
      ) : null}
    </div>
  );
}

function Totals({ proposal }: { proposal: CourseProposal }) {
  const { t } = useTranslation('authoring');
  const { modules } = proposal.tree;
  const lessons = modules.flatMap((module) => module.lessons);
  const quizzes =
    lessons.filter(({ key }) => proposal.lessons[key]?.quiz).length +
    Object.keys(proposal.moduleQuizzes).length;
  return [
    t('count.modules', { count: modules.length }),
    t('count.lessons', { count: lessons.length }),
    t('count.quizzes', { count: quizzes }),
    proposal.exam ? t('count.exam', { n: formatNumber(proposal.exam.draw) }) : null,
    formatDuration(proposal.minutes * 60),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What could not be saved stays on the page; an edit by somebody else is told from a failure. */
function SaveProblem({ edited }: { edited: EditedProposal }) {
  const { t } = useTranslation('authoring');
  const { state } = edited;
  if (typeof state === 'string') return null;
  const { error } = state;
  const code = typeof error === 'object' && error && 'code' in error ? error.code : null;
  return code === 'edit_conflict' ? (
    <Callout tone="negative" live title={t('conflict.title')}>
      <div className="grid justify-items-start gap-2">
        <p>{t('conflict.text')}</p>
        <Button onClick={() => void edited.reload()}>{t('conflict.reload')}</Button>
      </div>
    </Callout>
  ) : (
    <ErrorState compact error={error} onRetry={edited.retry} />
  );
}

function CreateButton({ proposal, edited }: { proposal: CourseProposal; edited: EditedProposal }) {
  const { t } = useTranslation('authoring');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      api(createProposedCourse, {
        params: { id: proposal.id },
        body: { waiting: 'leave_out' },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: async ({ courseId }) => {
      queryClient.removeQueries({ queryKey: proposalKey(proposal.id) });
      await queryClient.invalidateQueries({ queryKey: ['courses'] });
      await navigate({ to: '/courses/$courseId/edit', params: { courseId } });
    },
  });
  return (
    <div className="grid justify-items-end gap-1">
      <Button
        variant="primary"
        size="large"
        loading={create.isPending}
        disabled={!edited.isSaved || proposal.tree.modules.length === 0}
        onClick={() => create.mutate()}
      >
        {t('create.button')}
      </Button>
      {create.error ? <ErrorState compact error={create.error} /> : null}
    </div>
  );
}
