import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonPosition } from '../../../contracts/enrolment.ts';
import type { Player, PlayerMilestone } from '../../../contracts/player.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Callout } from '../../ui/callout.tsx';
import { formatTimecode } from '../../ui/format.ts';
import { GO_TO_PLACE } from '../enrolment/use-go-to-place.ts';
import { MilestoneList } from './milestone-list.tsx';
import { MilestonePanel } from './milestone-panel.tsx';
import { PlayerControls } from './player-controls.tsx';
import { playerQuery } from './queries.ts';
import { Transcript } from './transcript.tsx';
import { useVideoState } from './use-video-state.ts';
import { useWatchReport } from './use-watch-report.ts';

/** So near to a closed milestone the video counts as being at it, in seconds. */
const NEAR = 0.3;

type Props = { player: Player; onPlace?: ((position: LessonPosition) => void) | undefined };

/** Video, controls, questions at their seconds, and the transcript that follows. */
export function VideoPlayer({ player, onPlace }: Props) {
  const { t } = useTranslation('video');
  const queryClient = useQueryClient();
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const element = useCallback(() => video.current, []);
  const { watch, setWatch, log, report } = useWatchReport(player, element);
  const [states, setStates] = useState<Record<string, PlayerMilestone['state']>>({});
  const milestones = player.milestones.map((one) => ({
    ...one,
    state: states[one.id] ?? one.state,
  }));
  const [asked, setAsked] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const skipped = useRef(new Set<string>());
  const before = useRef(0);
  const state = useVideoState(video);
  const [{ t: start }] = useAddress((raw) => ({ t: Number(raw.t) || undefined }));
  const gate = watch.gateSeconds;

  /** What had the focus before the question took it. */
  const returnTo = useRef<Element | null>(null);
  const playing = useRef(false);

  // What the server says anew counts more than what was put together here.
  useEffect(() => {
    if (player.milestones) setStates({});
  }, [player.milestones]);
  useEffect(() => setWatch(player.watch), [player.watch, setWatch]);
  useEffect(() => {
    if (asked !== null || returnTo.current === null) return;
    const before = returnTo.current;
    returnTo.current = null;
    // Not where the learner went on to something else.
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const play = frame.current?.querySelector<HTMLElement>('[data-play]');
    (before instanceof HTMLElement && before.isConnected && before !== document.body
      ? before
      : play
    )?.focus({ preventScroll: true });
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);

  const ask = (milestone: PlayerMilestone) => {
    const element = video.current;
    if (asked === null) returnTo.current = document.activeElement ?? document.body;
    element?.pause();
    // Exactly there: so the question is found again after a reload.
    if (element) element.currentTime = milestone.atSeconds;
    setAsked(milestone.id);
  };
  const atGate = () =>
    milestones.find(
      ({ isRequired, state: one, atSeconds }) =>
        isRequired && one !== 'passed' && gate !== null && Math.abs(atSeconds - gate) < NEAR,
    );
  const close = () => {
    setSaid('');
    setAsked(null);
  };
  /** Moves the playhead; past a question that comes first it goes to the question. */
  const seek = (seconds: number, play = false) => {
    const element = video.current;
    if (!element) return;
    const first = atGate();
    if (gate !== null && first && seconds > gate + NEAR) {
      setSaid(t('gate', { time: formatTimecode(gate), title: first.title }));
      ask(first);
      return;
    }
    close();
    element.currentTime = Math.max(0, seconds);
    if (play) void element.play().catch(() => undefined);
  };
  const onTimeUpdate = () => {
    const element = video.current;
    if (!element) return;
    const now = element.currentTime;
    const from = before.current;
    before.current = now;
    onPlace?.({ kind: 'video', seconds: Math.floor(now) });
    if (element.paused || element.seeking) return;
    const closed = atGate();
    if (closed && gate !== null && now >= gate - 0.05) {
      log.play(gate, element.playbackRate);
      log.stop();
      ask(closed);
      return;
    }
    log.play(now, element.playbackRate);
    const passed = milestones.find(
      ({ id, atSeconds, state: one }) =>
        one === 'open' && !skipped.current.has(id) && from < atSeconds && now >= atSeconds,
    );
    if (passed) ask(passed);
  };
  const onSeeking = () => {
    const element = video.current;
    log.stop();
    if (!element) return;
    before.current = element.currentTime;
    // Also for seeking by the system's own controls, such as those of full screen on a phone.
    if (gate !== null && element.currentTime > gate + NEAR) seek(element.currentTime);
  };
  useEffect(() => {
    const show = (event: Event) => {
      const place = (event as CustomEvent<LessonPosition>).detail;
      if (place.kind === 'video') seek(place.seconds);
    };
    window.addEventListener(GO_TO_PLACE, show);
    return () => window.removeEventListener(GO_TO_PLACE, show);
  });
  const onLoaded = () => {
    const element = video.current;
    if (!element) return;
    // New addresses, asked for while it plays, go on where the old ones were.
    const place = before.current || start || player.watch.positionSeconds;
    if (place > 0 && (!Number.isFinite(element.duration) || place < element.duration - 1))
      element.currentTime = gate === null ? place : Math.min(place, gate);
    const first =
      gate !== null && place >= gate - NEAR
        ? atGate()
        : milestones.find((one) => one.state === 'open' && Math.abs(place - one.atSeconds) < 0.01);
    if (first && asked === null) ask(first);
    else if (playing.current) void element.play().catch(() => undefined);
  };
  const milestone = milestones.find(({ id }) => id === asked);
  return (
    <div className="grid gap-6">
      <div ref={frame} className="group grid content-start overflow-y-auto bg-canvas">
        {/* biome-ignore lint/a11y/useMediaCaption: captions are the tracks that the video has */}
        <video
          ref={video}
          src={player.video.src}
          poster={player.video.poster ?? undefined}
          playsInline
          preload="metadata"
          aria-label={player.video.title}
          className="aspect-video w-full rounded-control bg-black"
          onClick={() => !milestone && state.toggle()}
          onLoadedMetadata={onLoaded}
          onTimeUpdate={onTimeUpdate}
          onSeeking={onSeeking}
          onPlay={() => {
            playing.current = true;
          }}
          onPause={() => {
            playing.current = false;
            log.stop();
            void report();
          }}
          onEnded={() => void report()}
          onError={() => void queryClient.invalidateQueries(playerQuery(player.lessonId))}
        >
          {player.tracks.map((track) => (
            <track
              key={track.id}
              id={track.id}
              kind={track.kind}
              srcLang={track.language}
              label={track.label}
              src={track.src}
            />
          ))}
          {player.chaptersSrc ? <track kind="chapters" src={player.chaptersSrc} /> : null}
        </video>
        <PlayerControls
          state={state}
          player={player}
          milestones={milestones}
          asking={milestone !== undefined}
          frame={frame}
          onSeek={seek}
        />
        {milestone ? (
          <MilestonePanel
            key={milestone.id}
            lessonId={player.lessonId}
            milestone={milestone}
            preview={player.preview}
            onAnswered={(now, watched) => {
              setStates((all) => ({ ...all, [now.id]: now.state }));
              setWatch(watched);
            }}
            onBack={(seconds) => seek(seconds, true)}
            onContinue={() => {
              skipped.current.add(milestone.id);
              close();
              void video.current?.play().catch(() => undefined);
            }}
          />
        ) : null}
      </div>
      <p className="sr-only" aria-live="assertive">
        {said}
      </p>
      {said && milestone ? <Callout tone="caution">{said}</Callout> : null}
      <MilestoneList milestones={milestones} gate={gate} onOpen={(one) => seek(one.atSeconds)} />
      {player.tracks.length > 0 ? (
        <Transcript
          tracks={player.tracks}
          video={video}
          onSeek={(seconds) => seek(seconds, true)}
        />
      ) : null}
    </div>
  );
}
