import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlayerMilestone } from '../../../contracts/player.ts';
import { formatTimecode } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';

const ICONS = { open: CircleHelp, passed: CircleCheck, exhausted: CircleX };
const COLOURS = { open: 'text-caution', passed: 'text-positive', exhausted: 'text-negative' };

/** The questions of the video in order, with their state and the way to each that can be reached. */
export function MilestoneList({
  milestones,
  gate,
  onOpen,
}: {
  milestones: readonly PlayerMilestone[];
  /** Second at which the video is closed; null for nowhere. */
  gate: number | null;
  onOpen: (milestone: PlayerMilestone) => void;
}) {
  const { t } = useTranslation('video');
  if (milestones.length === 0) return null;
  return (
    <Section title={t('milestones.title')}>
      <ul className="grid gap-1">
        {milestones.map((one) => {
          const Icon = ICONS[one.state];
          return (
            <li key={one.id} className="flex items-center gap-3 text-ui">
              <Icon
                role="img"
                aria-label={t(`milestones.${one.state}`)}
                className={`size-5 shrink-0 ${COLOURS[one.state]}`}
              />
              <button
                type="button"
                disabled={gate !== null && one.atSeconds > gate + 0.3}
                onClick={() => onOpen(one)}
                className="flex min-h-10 min-w-0 flex-1 items-center gap-3 text-start hover:underline disabled:cursor-not-allowed disabled:text-ink-faint disabled:no-underline"
              >
                <span dir="ltr" className="tabular-nums">
                  {formatTimecode(one.atSeconds)}
                </span>
                <span dir="auto">{one.title}</span>
              </button>
              {one.isRequired ? null : (
                <span className="text-ink-faint text-sm">{t('milestones.optional')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
