import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

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
  const shown = useRef<string | null>(null);
  const enforceTrack = useCallback(() => {
    for (const track of video.current?.textTracks ?? []) {
      if (track.kind === 'chapters') continue;
      const mode = track.id === shown.current ? 'showing' : 'disabled';
      if (track.mode !== mode) track.mode = mode;
    }
  }, [video]);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    // Browsers switch tracks on by the language of the system, once they know what the video has.
    const { textTracks } = element;
    element.addEventListener('loadedmetadata', enforceTrack);
    for (const event of ['change', 'addtrack']) textTracks.addEventListener(event, enforceTrack);
    return () => {
      element.removeEventListener('loadedmetadata', enforceTrack);
      for (const event of ['change', 'addtrack'])
        textTracks.removeEventListener(event, enforceTrack);
    };
  }, [video, enforceTrack]);
  const showTrack = useCallback(
    (id: string | null) => {
      shown.current = id;
      enforceTrack();
    },
    [enforceTrack],
  );
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
      if (!video.current) return;
      video.current.playbackRate = rate;
      // That of the next address of the same video.
      video.current.defaultPlaybackRate = rate;
    },
    /** Shows one track of text by its id, or none; the browser's own choice never counts. */
    showTrack,
  };
}

export type VideoState = ReturnType<typeof useVideoState>;
