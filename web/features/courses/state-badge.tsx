import { useTranslation } from 'react-i18next';
import type { CourseState } from '../../../contracts/courses.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';

const TONES: Record<CourseState, Tone> = {
  draft: 'neutral',
  published: 'positive',
  changed: 'caution',
};

export function StateBadge({ state }: { state: CourseState }) {
  const { t } = useTranslation('courses');
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>;
}
