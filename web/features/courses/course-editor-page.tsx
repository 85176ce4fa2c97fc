import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourseDraft } from '../../../contracts/courses.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CourseMenu } from './course-menu.tsx';
import { CoursePanel } from './course-panel.tsx';
import { LessonDetails } from './details/lesson-details.tsx';
import { ModuleDetails } from './details/module-details.tsx';
import { courseQuery } from './queries.ts';
import { StateBadge } from './state-badge.tsx';
import { CourseTree, type Selection } from './tree/course-tree.tsx';
import { lessonOf } from './tree/tree-model.ts';
import { useTree } from './tree/use-tree.ts';

const PublishDialog = lazy(() =>
  import('./publish/publish-dialog.tsx').then((module) => ({ default: module.PublishDialog })),
);

export function CourseEditorPage() {
  const { courseId } = useParams({ from: '/app/courses/$courseId/edit' });
  const course = useQuery(courseQuery(courseId));
  if (course.error && !course.data)
    return <ErrorState wholePage error={course.error} onRetry={() => void course.refetch()} />;
  if (!course.data) return <Skeleton className="h-[70dvh]" />;
  return <CourseEditor key={courseId} draft={course.data} />;
}

const id = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The draft of a course: its tree, and beside it whatever is chosen in it. */
function CourseEditor({ draft }: { draft: CourseDraft }) {
  const { t } = useTranslation('courses');
  const [publishing, setPublishing] = useState(false);
  const [{ module, lesson }, setAddress] = useAddress((raw) => ({
    module: id(raw.module),
    lesson: id(raw.lesson),
  }));
  const actions = useTree(draft.id);
  const selected: Selection = lesson
    ? { kind: 'lesson', id: lesson }
    : module
      ? { kind: 'module', id: module }
      : null;
  const select = (row: Selection) =>
    setAddress(
      {
        module: row?.kind === 'module' ? row.id : undefined,
        lesson: row?.kind === 'lesson' ? row.id : undefined,
      },
      { push: true },
    );
  const { canEdit } = draft;
  return (
    <div className="grid grid-cols-1 gap-2">
      <PageHeader
        title={draft.title}
        back={
          <Link to="/courses" className="text-link">
            {t('page.title')}
          </Link>
        }
        actions={
          <>
            <StateBadge state={draft.state} />
            {canEdit ? (
              <>
                <Button
                  variant={draft.state === 'published' ? 'secondary' : 'primary'}
                  onClick={() => setPublishing(true)}
                >
                  {t('publish.open')}
                </Button>
                <CourseMenu draft={draft} />
              </>
            ) : null}
          </>
        }
      />
      {canEdit ? null : (
        <Callout className="mb-4">{t('editor.notYours', { name: draft.ownerName })}</Callout>
      )}
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(17rem,22rem)_minmax(0,1fr)]">
        <section
          aria-label={t('tree.name')}
          className={cx('min-w-0 content-start gap-3 lg:grid', selected ? 'hidden' : 'grid')}
        >
          <Button
            variant="quiet"
            size="small"
            aria-pressed={selected === null}
            className={cx('justify-self-start max-lg:hidden', !selected && 'bg-accent-tint')}
            onClick={() => select(null)}
          >
            {t('editor.aboutCourse')}
          </Button>
          {draft.modules.length === 0 ? (
            <EmptyState title={t('tree.empty')} className="py-6">
              {t('tree.emptyText')}
            </EmptyState>
          ) : null}
          <CourseTree
            draft={draft}
            actions={actions}
            selected={selected}
            onSelect={select}
            canEdit={canEdit}
          />
          {canEdit && draft.modules.length > 0 ? (
            <p className="text-ink-faint text-sm pointer-coarse:hidden">{t('tree.keys')}</p>
          ) : null}
        </section>
        <div className="min-w-0">
          {selected ? (
            <Button
              variant="quiet"
              size="small"
              className="mb-4 lg:hidden"
              icon={<ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />}
              onClick={() => select(null)}
            >
              {t('editor.backToTree')}
            </Button>
          ) : null}
          <Chosen draft={draft} selected={selected} />
        </div>
      </div>
      {publishing ? (
        <Suspense fallback={null}>
          <PublishDialog
            draft={draft}
            onClose={() => setPublishing(false)}
            onGo={(row) => {
              setPublishing(false);
              select(row);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function Chosen({ draft, selected }: { draft: CourseDraft; selected: Selection }) {
  const { t } = useTranslation('courses');
  if (!selected) return <CoursePanel draft={draft} />;
  const module = draft.modules.find((one) => one.id === selected.id);
  if (module)
    return (
      <fieldset disabled={!draft.canEdit} className="min-w-0">
        <legend className="mb-4 font-semibold text-xl">
          <bdi>{module.title}</bdi>
        </legend>
        <ModuleDetails key={module.id} draft={draft} module={module} />
      </fieldset>
    );
  if (selected.kind === 'lesson' && lessonOf(draft, selected.id))
    return <LessonDetails key={selected.id} courseId={draft.id} lessonId={selected.id} />;
  return <EmptyState title={t('editor.gone')}>{t('editor.goneText')}</EmptyState>;
}
