import { useEffect } from 'react';
import { sendHeartbeat } from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';

const BEAT_SECONDS = 30;
/** Without a key, a touch or a scroll for so long, nobody is taken to be reading. */
const AWAY_MS = 3 * 60_000;

/** Counts the time that a lesson is in view and somebody is there. A beat that is lost is let go. */
export function useHeartbeat(courseId: string, lessonId: string): void {
  useEffect(() => {
    let active = Date.now();
    const onActive = () => {
      active = Date.now();
    };
    const events = ['keydown', 'pointerdown', 'scroll', 'pointermove'] as const;
    for (const event of events) window.addEventListener(event, onActive, { passive: true });
    const timer = setInterval(() => {
      const watching = [...document.querySelectorAll('video')].some((video) => !video.paused);
      if (document.hidden || (!watching && Date.now() - active > AWAY_MS)) return;
      api(sendHeartbeat, {
        params: { id: courseId, lessonId },
        body: { seconds: BEAT_SECONDS },
      }).catch(() => undefined);
    }, BEAT_SECONDS * 1000);
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, onActive);
    };
  }, [courseId, lessonId]);
}
