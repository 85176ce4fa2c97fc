import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MyLessonEntry } from '../../../contracts/enrolment.ts';

const ICONS = { new: Circle, started: CircleDot, completed: CircleCheck };
const COLOURS = { new: 'text-ink-faint', started: 'text-accent', completed: 'text-positive' };

/** How far a lesson is, by shape and in words. */
export function LessonState({ state }: { state: MyLessonEntry['state'] }) {
  const { t } = useTranslation('enrolment');
  const Icon = ICONS[state];
  return (
    <Icon
      role="img"
      aria-label={t(`state.${state}`)}
      className={`size-5 shrink-0 ${COLOURS[state]}`}
    />
  );
}
