import { queryOptions } from '@tanstack/react-query';
import { getAttempt, getLearnerAssessment, getResult } from '../../../contracts/attempts.ts';
import { api } from '../../api/client.ts';

export const learnerAssessmentQuery = (courseId: string, lessonId: string) =>
  queryOptions({
    queryKey: ['assessment', 'mine', courseId, lessonId],
    queryFn: ({ signal }) =>
      api(getLearnerAssessment, { params: { id: courseId, lessonId }, signal }),
    staleTime: 0,
  });

export const paperQuery = (attemptId: string) =>
  queryOptions({
    queryKey: ['assessment', 'paper', attemptId],
    queryFn: ({ signal }) => api(getAttempt, { params: { id: attemptId }, signal }),
    // What stands in the fields is newer than what the server would say on coming back.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });

export const resultQuery = (attemptId: string) =>
  queryOptions({
    queryKey: ['assessment', 'result', attemptId],
    queryFn: ({ signal }) => api(getResult, { params: { id: attemptId }, signal }),
    staleTime: 0,
  });

export const submissionsKey = (assessmentId: string) => ['assessment', 'submissions', assessmentId];
