import { useQuery } from '@tanstack/react-query';
import type { LessonPosition } from '../../../contracts/enrolment.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { playerQuery } from './queries.ts';
import { VideoPlayer } from './video-player.tsx';

/** The video of a lesson with its captions, transcript and questions. */
export function VideoLesson({
  lessonId,
  onPlace,
}: {
  courseId: string;
  lessonId: string;
  /** Where the learner is, for notes and bookmarks. */
  onPlace?: (position: LessonPosition) => void;
}) {
  const player = useQuery(playerQuery(lessonId));
  if (player.error && !player.data)
    return <ErrorState error={player.error} onRetry={() => void player.refetch()} />;
  if (!player.data) return <Skeleton className="aspect-video" />;
  return <VideoPlayer key={lessonId} player={player.data} onPlace={onPlace} />;
}
