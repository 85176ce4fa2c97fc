import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  HEARTBEAT_SECONDS,
  type Player,
  putPosition,
  type WatchState,
} from '../../../contracts/player.ts';
import { urlOf } from '../../../contracts/route.ts';
import { api } from '../../api/client.ts';
import { isApiProblem } from '../../api/problem.ts';
import { playerQuery } from './queries.ts';
import { WatchLog } from './watch-log.ts';

/** The seconds that a video knows of itself; absent while it does not. */
const durationOf = (video: HTMLVideoElement) =>
  Number.isFinite(video.duration) ? { durationSeconds: video.duration } : {};

/**
 * Reports position and watched ranges while playing, on pause, and when the page is left. What could
 * not be reported goes with the next report. A preview reports nothing.
 */
export function useWatchReport(player: Player, element: () => HTMLVideoElement | null) {
  const queryClient = useQueryClient();
  const [watch, setWatch] = useState<WatchState>(player.watch);
  const log = useRef(new WatchLog());
  const busy = useRef(false);
  const { lessonId, preview } = player;

  const report = useCallback(async () => {
    const video = element();
    if (preview || !video || busy.current) return;
    busy.current = true;
    const ranges = log.current.take();
    try {
      const told = await api(putPosition, {
        params: { lessonId },
        body: { positionSeconds: video.currentTime, ranges, ...durationOf(video) },
      });
      setWatch((before) => {
        if (told.completed && !before.completed)
          void queryClient.invalidateQueries({ queryKey: ['my-courses'] });
        return told;
      });
    } catch (problem) {
      // A question was put before what was watched: what lies behind it cannot be told.
      if (isApiProblem(problem) && problem.code === 'milestone_ahead')
        void queryClient.invalidateQueries(playerQuery(lessonId));
      else log.current.giveBack(ranges);
    } finally {
      busy.current = false;
    }
  }, [lessonId, preview, element, queryClient]);

  useEffect(() => {
    if (preview) return;
    const timer = setInterval(() => {
      if (element()?.paused === false) void report();
    }, HEARTBEAT_SECONDS * 1000);
    const leave = () => {
      const video = element();
      const ranges = log.current.take();
      if (!video || (ranges.length === 0 && video.currentTime === 0)) return;
      // Outlives the page, which a plain request does not.
      void fetch(urlOf(putPosition, { lessonId }), {
        method: 'PUT',
        keepalive: true,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ positionSeconds: video.currentTime, ranges, ...durationOf(video) }),
      }).catch(() => undefined);
    };
    const hide = () => {
      if (document.hidden) leave();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      leave();
    };
  }, [lessonId, preview, element, report]);

  return { watch, setWatch, log: log.current, report };
}
