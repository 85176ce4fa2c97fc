import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AttemptScreen } from './attempt-screen.tsx';
import { learnerAssessmentQuery } from './queries.ts';
import { StartPanel } from './start-panel.tsx';
import { SubmissionPanel } from './submission-panel.tsx';

/** The assessment of a lesson as its learner meets it: rules and results, or the work under way. */
export function AssessmentLesson({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const mine = useQuery(learnerAssessmentQuery(courseId, lessonId));
  if (mine.error && !mine.data)
    return <ErrorState error={mine.error} onRetry={() => void mine.refetch()} />;
  if (!mine.data) return <Skeleton className="h-64" />;
  const { kind, openAttemptId } = mine.data;
  if (kind === 'project' || kind === 'assignment')
    return <SubmissionPanel assessment={mine.data} />;
  return openAttemptId ? (
    <AttemptScreen key={openAttemptId} assessment={mine.data} attemptId={openAttemptId} />
  ) : (
    <StartPanel assessment={mine.data} />
  );
}
