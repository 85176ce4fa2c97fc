import { useTranslation } from 'react-i18next';
import { useFocusMode } from '../../frame/frame-context.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { SessionDone } from './session-done.tsx';
import { StartScreen } from './start-screen.tsx';
import { StepScreen } from './step-screen.tsx';
import { useStudy } from './use-study.ts';

export function StudyPage() {
  const { t } = useTranslation('learning');
  const study = useStudy();
  const session = study.current.data?.session ?? null;
  const studying = session?.status === 'active';
  useFocusMode(studying);
  if (study.current.error) {
    return (
      <ErrorState
        wholePage
        error={study.current.error}
        onRetry={() => void study.current.refetch()}
      />
    );
  }
  if (study.current.isPending) return <SkeletonText lines={6} />;
  if (!session) return <StartScreen study={study} />;
  if (!studying || !session.step) return <SessionDone session={session} study={study} />;
  return (
    <StepScreen
      key={session.step.id}
      session={session}
      step={session.step}
      study={study}
      label={t('study.title')}
    />
  );
}
