import { Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CourseProposal, ProposalLesson, ProposalTree } from '../../../contracts/authoring.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { changeLesson, changeModule, type Row, splitLesson } from './tree-edit.ts';

/** One entry a line; empty lines say nothing. */
const linesOf = (text: string): string[] =>
  [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean).slice(0, 12);

type Words = { title?: string; summary?: string; objectives?: string[] };

/** The words of a module or lesson, and what stands in it. */
export function PartPanel({
  row,
  proposal,
  onTree,
  headed,
}: {
  row: Row;
  proposal: CourseProposal;
  onTree: (tree: ProposalTree) => void;
  /** False where a sheet says already what it is. */
  headed: boolean;
}) {
  const { t } = useTranslation('authoring');
  const { tree } = proposal;
  const part = row.kind === 'module' ? row.module : row.lesson;
  const change = (words: Words) =>
    onTree(
      row.kind === 'module'
        ? changeModule(tree, row.key, words)
        : changeLesson(tree, row.key, words),
    );
  return (
    <div className="grid gap-5" key={row.key}>
      {headed ? (
        <h2 className="font-semibold text-lg">
          {t(row.kind === 'module' ? 'part.module' : 'part.lesson')}
        </h2>
      ) : null}
      <Field label={t('part.title')} required>
        <TextInput
          key={`title-${part.title}`}
          dir="auto"
          defaultValue={part.title}
          maxLength={255}
          onBlur={(event) => {
            const title = event.target.value.trim();
            if (title === '') event.target.value = part.title;
            else if (title !== part.title) change({ title });
          }}
        />
      </Field>
      <Field label={t('part.summary')}>
        <TextArea
          key={`summary-${part.summary}`}
          dir="auto"
          rows={4}
          defaultValue={part.summary}
          maxLength={2000}
          onBlur={(event) => {
            const summary = event.target.value.trim();
            if (summary !== part.summary) change({ summary });
          }}
        />
      </Field>
      <Field label={t('part.objectives')} hint={t('part.objectivesHint')}>
        <TextArea
          key={`objectives-${part.objectives.join('\n')}`}
          dir="auto"
          rows={5}
          defaultValue={part.objectives.join('\n')}
          onBlur={(event) => {
            const objectives = linesOf(event.target.value);
            if (objectives.join('\n') !== part.objectives.join('\n')) change({ objectives });
          }}
        />
      </Field>
      {row.kind === 'lesson' ? (
        <Sections lesson={row.lesson} proposal={proposal} onTree={onTree} />
      ) : null}
    </div>
  );
}

/** Where the lesson comes from, section by section; it can be split between them. */
function Sections({
  lesson,
  proposal,
  onTree,
}: {
  lesson: ProposalLesson;
  proposal: CourseProposal;
  onTree: (tree: ProposalTree) => void;
}) {
  const { t } = useTranslation('authoring');
  const titleOf = (id: string) => proposal.materials.find((one) => one.id === id)?.title ?? '';
  const several = proposal.materials.length > 1;
  return (
    <div className="grid gap-2">
      <h3 className="font-medium text-ui">{t('part.sections')}</h3>
      <ol className="grid">
        {lesson.sections.map((section, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sections have no identity of their own
          <li key={at} className="grid">
            {at > 0 ? (
              <Button
                size="small"
                variant="quiet"
                className="justify-self-start"
                icon={<Split aria-hidden className="size-4" />}
                aria-label={t('part.splitBefore', { title: section.title || lesson.title })}
                onClick={() =>
                  onTree(
                    splitLesson(
                      proposal.tree,
                      lesson.key,
                      at,
                      t('part.continued', { title: lesson.title }).slice(0, 255),
                    ),
                  )
                }
              >
                {t('part.split')}
              </Button>
            ) : null}
            <span className="flex flex-wrap items-baseline justify-between gap-x-3 rounded-control bg-sunken px-3 py-2 text-ui">
              <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
                {section.title || lesson.title}
              </span>
              <span className="text-ink-faint text-sm">
                {[
                  several ? titleOf(section.materialId) : null,
                  pagesText(section.pages, t),
                  t('count.items', { count: section.itemIds.length }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

export function pagesText(
  pages: { from: number; to: number } | null,
  t: ReturnType<typeof useTranslation<'authoring'>>['t'],
): string | null {
  if (pages === null) return null;
  return pages.from === pages.to
    ? t('part.page', { from: formatNumber(pages.from) })
    : t('part.pages', { from: formatNumber(pages.from), to: formatNumber(pages.to) });
}
