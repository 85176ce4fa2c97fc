import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { type LessonPosition, putPosition } from '../../../contracts/enrolment.ts';
import { urlOf } from '../../../contracts/route.ts';
import { api } from '../../api/client.ts';

const QUIET_MS = 1500;

/**
 * Keeps where the reader is, a moment after they stop, and at once when they leave. `place` holds
 * the newest place for whoever needs it on the page.
 */
export function usePosition(
  courseId: string,
  lessonId: string,
  place: RefObject<LessonPosition | null>,
): (position: LessonPosition) => void {
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; at: string } | null>(null);
  useEffect(() => {
    const leave = () => {
      if (!waiting.current || !place.current) return;
      clearTimeout(waiting.current.timer);
      const body = JSON.stringify({ position: place.current, at: waiting.current.at });
      waiting.current = null;
      // Outlives the page, which a plain request does not.
      void fetch(urlOf(putPosition, { id: courseId, lessonId }), {
        method: 'PUT',
        keepalive: true,
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => undefined);
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [courseId, lessonId, place]);
  return useCallback(
    (position) => {
      place.current = position;
      if (waiting.current) clearTimeout(waiting.current.timer);
      const at = new Date().toISOString();
      const timer = setTimeout(() => {
        waiting.current = null;
        // The next one brings a newer place; a lost one is no loss to speak of.
        api(putPosition, { params: { id: courseId, lessonId }, body: { position, at } }).catch(
          () => undefined,
        );
      }, QUIET_MS);
      waiting.current = { timer, at };
    },
    [courseId, lessonId, place],
  );
}
