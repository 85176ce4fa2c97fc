import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Assessment, createAssessment } from '../../../../contracts/assessment.ts';
import { api } from '../../../api/client.ts';

export const assessmentQuery = (courseId: string, lessonId: string) =>
  queryOptions({
    queryKey: ['assessment', 'author', courseId, lessonId],
    // Asked for again, it answers the assessment that there is.
    queryFn: () => api(createAssessment, { params: { id: courseId, lessonId }, body: {} }),
  });

/** A change of the assessment; each answers the whole, one goes out after the other. */
export function useChange<Input>(
  assessment: Assessment,
  run: (input: Input, ifMatch: string) => Promise<Assessment>,
) {
  const queryClient = useQueryClient();
  const { queryKey } = assessmentQuery(assessment.courseId, assessment.lessonId);
  return useMutation({
    scope: { id: `assessment-${assessment.id}` },
    mutationFn: (input: Input) =>
      run(
        input,
        `"${queryClient.getQueryData<Assessment>(queryKey)?.revision ?? assessment.revision}"`,
      ),
    onSuccess: (now) => {
      const before = queryClient.getQueryData<Assessment>(queryKey);
      queryClient.setQueryData(queryKey, now);
      if (before?.notReady === now.notReady) return;
      void queryClient.invalidateQueries({ queryKey: ['lesson', assessment.lessonId] });
      void queryClient.invalidateQueries({ queryKey: ['course', assessment.courseId] });
    },
    onError: () => void queryClient.invalidateQueries({ queryKey }),
  });
}
