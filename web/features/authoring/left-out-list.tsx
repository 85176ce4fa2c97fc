import { useTranslation } from 'react-i18next';
import type { CourseProposal, ProposalTree } from '../../../contracts/authoring.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { pagesText } from './part-panel.tsx';
import { putBack } from './tree-edit.ts';

/** What the course does without, and why; what can be learned can be put back. */
export function LeftOutList({
  proposal,
  onTree,
}: {
  proposal: CourseProposal;
  onTree: (tree: ProposalTree) => void;
}) {
  const { t } = useTranslation('authoring');
  const { leftOut } = proposal.tree;
  const unplaced = proposal.materials.reduce((sum, one) => sum + one.unplaced, 0);
  if (leftOut.length === 0 && unplaced === 0) return null;
  return (
    <Section title={t('leftOut.title')} lead={t('leftOut.lead')}>
      <ul className="grid max-h-96 divide-y divide-line overflow-y-auto">
        {leftOut.map(({ reason, lesson }) => {
          const items = lesson.sections.reduce((sum, one) => sum + one.itemIds.length, 0);
          const pages = lesson.sections.flatMap((one) => one.pages ?? []);
          const range =
            pages.length === 0
              ? null
              : {
                  from: Math.min(...pages.map(({ from }) => from)),
                  to: Math.max(...pages.map(({ to }) => to)),
                };
          return (
            <li key={lesson.key} className="flex items-center justify-between gap-3 py-2">
              <span className="grid min-w-0">
                <span dir="auto" className="text-ui [overflow-wrap:anywhere]">
                  {lesson.title}
                </span>
                <span className="text-ink-faint text-sm">
                  {[
                    t(`leftOut.reason.${reason}`),
                    pagesText(range, t),
                    t('count.items', { count: items }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {items > 0 ? (
                <Button
                  size="small"
                  aria-label={t('leftOut.putBackOne', { title: lesson.title })}
                  onClick={() => onTree(putBack(proposal.tree, lesson.key))}
                >
                  {t('leftOut.putBack')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {unplaced > 0 ? (
        <p className="text-ink-soft text-ui">{t('leftOut.unplaced', { count: unplaced })}</p>
      ) : null}
    </Section>
  );
}
