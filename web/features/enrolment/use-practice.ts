import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerItem, openHints } from '../../../contracts/enrolment.ts';
import type { StepAnswer } from '../../../contracts/learning.ts';
import { api } from '../../api/client.ts';
import { useStopwatch } from '../learning/use-stopwatch.ts';

/** Answering an item where it stands in a lesson: what was answered counts as in a study session. */
export function usePractice(courseId: string, lessonId: string, itemId: string) {
  const queryClient = useQueryClient();
  const params = { id: courseId, lessonId };
  const elapsed = useStopwatch(itemId);
  const hints = useMutation({
    mutationFn: (count: number) => api(openHints, { params, body: { itemId, count } }),
  });
  const answer = useMutation({
    mutationFn: (given: StepAnswer) =>
      api(answerItem, {
        params,
        body: {
          itemId,
          answer: given,
          responseMs: elapsed(),
          hintsUsed: hints.data?.hints.length ?? 0,
        },
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['home'] });
      void queryClient.invalidateQueries({ queryKey: ['progress'] });
    },
  });
  return { answer, hints };
}
