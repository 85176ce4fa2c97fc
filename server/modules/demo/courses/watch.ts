import type { TenantContext } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import { createAddresses, createAnswerService, createPlayerService } from '../../video/index.ts';
import { answerOf } from './answers.ts';
import type { BuiltCourse } from './built.ts';
import { depsAt, PastClock } from './past.ts';
import { fractionOf } from './plan.ts';

type Learner = TenantContext & { userId: string };

const SECOND_MS = 1000;
/** How long somebody thinks about a question of a milestone. */
const THINKING_SECONDS = 14;
/** Share of the questions that are answered wrongly at first. */
const SLIPS = 0.25;

/**
 * Lets somebody watch the film of a lesson from its beginning, by the reports and answers that the
 * player sends: up to `untilSeconds`, or to its end.
 */
export async function watch(
  deps: Deps,
  learner: Learner,
  built: BuiltCourse,
  lesson: { key: string; start: Date; untilSeconds: number | null; seed: string },
): Promise<void> {
  const clock = new PastClock(lesson.start);
  const at = depsAt(deps, clock);
  const player = createPlayerService(at, createAddresses(at));
  const answers = createAnswerService(at);
  const lessonId = built.lessonIds.get(lesson.key) ?? '';
  const keys = new Map(
    Object.values(built.course.questions).map(({ stem, answerKey }) => [stem, answerKey]),
  );
  const pass = (seconds: number) =>
    clock.set(new Date(clock.now().getTime() + seconds * SECOND_MS));
  const { video, milestones } = await player.get(learner, lessonId);
  const end = lesson.untilSeconds ?? video.durationSeconds ?? 0;
  let seen = 0;
  const goTo = async (seconds: number) => {
    pass(seconds - seen);
    await player.putPosition(learner, lessonId, {
      positionSeconds: seconds,
      ranges: [[seen, seconds]],
    });
    seen = seconds;
  };
  for (const { id, atSeconds } of milestones) {
    if (atSeconds > end) break;
    await goTo(atSeconds);
    for (const { itemId, item } of (await answers.get(learner, lessonId, id)).questions) {
      const key = item.type === 'question' ? keys.get(item.stem) : undefined;
      if (item.type !== 'question' || !key) continue;
      const slips = fractionOf(`${lesson.seed} ${item.stem}`) < SLIPS;
      for (const [index, knows] of (slips ? [false, true] : [true]).entries()) {
        pass(THINKING_SECONDS);
        // Asked again, the options stand in another order.
        const { questions } = await answers.get(learner, lessonId, id);
        const again = questions.find((one) => one.itemId === itemId)?.item;
        const shown = again?.type === 'question' ? again : item;
        await answers.answer(learner, lessonId, id, {
          itemId,
          attempt: index + 1,
          answer: answerOf(shown, key, knows),
          responseMs: THINKING_SECONDS * SECOND_MS,
        });
      }
    }
  }
  if (end > seen) await goTo(end);
}
