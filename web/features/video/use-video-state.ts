import { type RefObject, useEffect, useState } from 'react';

type Snapshot = {
  paused: boolean;
  seconds: number;
  duration: number;
  volume: number;
  muted: boolean;
  rate: number;
  waiting: boolean;
};

const EVENTS = [
  'play',
  'pause',
  'timeupdate',
  'seeking',
  'seeked',
  'durationchange',
  'loadedmetadata',
  'volumechange',
  'ratechange',
  'waiting',
  'playing',
  'ended',
] as const;

/** What a video element is doing, for its controls, and what they can make it do. */
export function useVideoState(video: RefObject<HTMLVideoElement | null>) {
  const [now, setNow] = useState<Snapshot>({
    paused: true,
    seconds: 0,
    duration: 0,
    volume: 1,
    muted: false,
    rate: 1,
    waiting: false,
  });
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const read = (event: Event) =>
      setNow((before) => ({
        paused: element.paused,
        seconds: element.currentTime,
        duration: Number.isFinite(element.duration) ? element.duration : 0,
        volume: element.volume,
        muted: element.muted,
        rate: element.playbackRate,
        waiting:
          event.type === 'waiting'
            ? true
            : event.type === 'timeupdate'
              ? before.waiting && element.readyState < 3
              : false,
      }));
    for (const event of EVENTS) element.addEventListener(event, read);
    return () => {
      for (const event of EVENTS) element.removeEventListener(event, read);
    };
  }, [video]);
  return {
    ...now,
    toggle: () => {
      const element = video.current;
      if (!element) return;
      if (element.paused) void element.play().catch(() => undefined);
      else element.pause();
    },
    setVolume: (volume: number) => {
      if (!video.current) return;
      video.current.volume = volume;
      video.current.muted = volume === 0;
    },
    setMuted: (muted: boolean) => {
      if (video.current) video.current.muted = muted;
    },
    setRate: (rate: number) => {
      if (video.current) video.current.playbackRate = rate;
    },
    /** Shows one track of text, or none. */
    showTrack: (language: string | null, kind?: string) => {
      for (const track of video.current?.textTracks ?? [])
        if (track.kind !== 'chapters')
          track.mode = track.language === language && track.kind === kind ? 'showing' : 'disabled';
    },
  };
}

export type VideoState = ReturnType<typeof useVideoState>;
