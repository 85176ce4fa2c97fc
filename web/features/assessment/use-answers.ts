import { useCallback, useEffect, useRef, useState } from 'react';
import { type AttemptPaper, saveAnswer } from '../../../contracts/attempts.ts';
import type { StepAnswer } from '../../../contracts/learning.ts';
import { api } from '../../api/client.ts';
import { isApiProblem } from '../../api/problem.ts';
import type { ServerClock } from './server-clock.ts';
import { keepUnsaved, readUnsaved, type Unsaved } from './unsaved.ts';

const QUIET_MS = 600;
const RETRY_MS = 4000;

export type SaveState = 'saved' | 'saving' | 'offline' | 'refused';

/**
 * The answers of an attempt, saved as they are given. What the server has not confirmed is kept on
 * the device and sent again until it is; of two devices the later answer counts.
 */
export function useAnswers(
  paper: AttemptPaper,
  clock: ServerClock,
  onDeadline: (deadlineAt: string | null) => void,
) {
  const attemptId = paper.id;
  const waiting = useRef<Record<number, Unsaved>>(readUnsaved(attemptId));
  const [answers, setAnswers] = useState<Record<number, StepAnswer | null>>(() => ({
    ...Object.fromEntries(paper.questions.map(({ position, answer }) => [position, answer])),
    ...Object.fromEntries(
      Object.entries(waiting.current).map(([position, { answer }]) => [position, answer]),
    ),
  }));
  const [state, setState] = useState<SaveState>(
    Object.keys(waiting.current).length > 0 ? 'saving' : 'saved',
  );
  const [refusal, setRefusal] = useState<unknown>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sending = useRef<Promise<void> | null>(null);

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    // One after the other: an answer that is typed while the last one is on its way waits for it.
    if (sending.current) await sending.current;
    const run = async () => {
      for (const [key, unsaved] of Object.entries(waiting.current)) {
        const position = Number(key);
        setState('saving');
        try {
          const told = await api(saveAnswer, {
            params: { id: attemptId, position },
            body: unsaved,
          });
          clock.set(told.serverTime);
          onDeadline(told.deadlineAt);
        } catch (error) {
          const final = isApiProblem(error) && error.status >= 400 && error.status < 500;
          if (!final || (isApiProblem(error) && error.status === 429)) {
            setState('offline');
            timer.current = setTimeout(() => void flush(), RETRY_MS);
            return;
          }
          setRefusal(error);
          setState('refused');
        }
        if (waiting.current[position]?.revision === unsaved.revision) {
          delete waiting.current[position];
          keepUnsaved(attemptId, waiting.current);
        }
      }
      setState((now) => (now === 'refused' ? now : 'saved'));
    };
    sending.current = run().finally(() => {
      sending.current = null;
    });
    await sending.current;
  }, [attemptId, clock, onDeadline]);

  useEffect(() => {
    if (Object.keys(waiting.current).length > 0) void flush();
    const online = () => void flush();
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('online', online);
      clearTimeout(timer.current);
    };
  }, [flush]);

  const give = (position: number, answer: StepAnswer | null, elapsedMs: number) => {
    setAnswers((before) => ({ ...before, [position]: answer }));
    waiting.current[position] = { answer, elapsedMs, revision: clock.now() };
    keepUnsaved(attemptId, waiting.current);
    setState('saving');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), QUIET_MS);
  };

  return { answers, give, flush, state, refusal };
}
