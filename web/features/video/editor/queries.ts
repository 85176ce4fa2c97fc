import { queryOptions } from '@tanstack/react-query';
import { listMilestones } from '../../../../contracts/milestones.ts';
import { getLessonVideo, getVideo, getVideoLimits } from '../../../../contracts/video.ts';
import { api } from '../../../api/client.ts';

const WORKING_MS = 1500;

export const lessonVideoQuery = (lessonId: string) =>
  queryOptions({
    queryKey: ['lesson', lessonId, 'video'],
    queryFn: ({ signal }) => api(getLessonVideo, { params: { id: lessonId }, signal }),
  });

/** Looked at again and again while the server works on it. */
export const videoQuery = (id: string) =>
  queryOptions({
    queryKey: ['video', 'author', id],
    queryFn: ({ signal }) => api(getVideo, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'processing' ? WORKING_MS : false),
  });

export const milestonesQuery = (videoId: string) =>
  queryOptions({
    queryKey: ['video', 'milestones', videoId],
    queryFn: ({ signal }) => api(listMilestones, { params: { id: videoId }, signal }),
  });

export const videoLimitsQuery = queryOptions({
  queryKey: ['video', 'limits'],
  queryFn: ({ signal }) => api(getVideoLimits, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
