import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Home } from '../../../contracts/learning.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Meter } from '../../ui/meter.tsx';
import { Section } from '../../ui/section.tsx';

/** What to study now, how much it is, and what is weak. */
export function LearnerHome({ part }: { part: Home['learner'] }) {
  const { t } = useTranslation('home');
  return (
    <Section
      title={t('learner.title')}
      actions={
        <Link to="/study" className={buttonClass('primary', 'large')}>
          {part.session ? t('learner.continue') : t('learner.start')}
        </Link>
      }
    >
      <Figures>
        <Figure
          label={t('learner.due')}
          value={formatNumber(part.dueNow)}
          hint={
            part.dueNow > 0
              ? t('learner.dueMinutes', { minutes: formatNumber(Math.ceil(part.dueMinutes)) })
              : undefined
          }
        />
        <Figure label={t('learner.newNuggets')} value={formatNumber(part.newNuggets)} />
        <Figure
          label={t('learner.streak')}
          value={formatNumber(part.streakDays)}
          hint={t('learner.streakHint')}
        />
      </Figures>
      <h3 className="pt-2 font-semibold text-ui">{t('learner.weakest')}</h3>
      {part.weakest.length === 0 ? (
        <p className="text-ink-soft text-ui">{t('learner.noWeak')}</p>
      ) : (
        <ul className="grid max-w-xl gap-3">
          {part.weakest.map((concept) => (
            <li key={concept.conceptId} className="grid grid-cols-[1fr_auto] items-center gap-4">
              <span dir="auto">{concept.name}</span>
              <Meter value={Math.round(concept.level)} className="w-36" />
            </li>
          ))}
        </ul>
      )}
      <Link to="/progress" className="justify-self-start text-link text-ui">
        {part.newGrades > 0
          ? t('learner.newGrades', { count: part.newGrades })
          : t('learner.progress')}
      </Link>
    </Section>
  );
}
