import { Captions, Maximize, Minimize, Pause, Play, Volume2, VolumeX } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Player, PlayerMilestone } from '../../../contracts/player.ts';
import { formatNumber, formatTimecode } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { SeekBar } from './seek-bar.tsx';
import { useFullscreen } from './use-fullscreen.ts';
import type { VideoState } from './use-video-state.ts';

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const SELECT = 'h-10 rounded-control border border-line-strong/60 bg-surface px-2 text-ink text-sm';

/** Everything that the video can be told, by touch, mouse, keys and screen reader. */
export function PlayerControls({
  state,
  player,
  milestones,
  asking,
  frame,
  onSeek,
}: {
  state: VideoState;
  player: Player;
  milestones: readonly PlayerMilestone[];
  /** While a question is to be answered: going back is possible, going on is not. */
  asking: boolean;
  frame: RefObject<HTMLDivElement | null>;
  onSeek: (seconds: number) => void;
}) {
  const { t } = useTranslation('video');
  const fullscreen = useFullscreen(frame);
  const [trackId, setTrackId] = useState(
    () => player.tracks.find(({ isDefault }) => isDefault)?.id ?? '',
  );
  const { showTrack } = state;
  useEffect(() => showTrack(trackId || null), [trackId, showTrack]);
  const nextRate = (step: 1 | -1) => {
    const at = RATES.indexOf(state.rate);
    const rate = RATES[Math.max(0, Math.min(RATES.length - 1, (at < 0 ? 2 : at) + step))];
    if (rate !== undefined) state.setRate(rate);
  };
  const toggleTrack = () => setTrackId(trackId === '' ? (player.tracks[0]?.id ?? '') : '');
  const key = (keys: string, description: string, run: () => void) => ({
    keys,
    description,
    run,
    disabled: asking,
  });
  useHotkeys([
    key(' ', t('keys.play'), state.toggle),
    key('k', t('keys.play'), state.toggle),
    key('j', t('keys.back'), () => onSeek(state.seconds - 10)),
    key('l', t('keys.forward'), () => onSeek(state.seconds + 10)),
    key('ArrowLeft', t('keys.back5'), () => onSeek(state.seconds - 5)),
    key('ArrowRight', t('keys.forward5'), () => onSeek(state.seconds + 5)),
    key('c', t('keys.captions'), toggleTrack),
    key('f', t('keys.fullscreen'), fullscreen.toggle),
    key('<', t('keys.slower'), () => nextRate(-1)),
    key('>', t('keys.faster'), () => nextRate(1)),
    ...Array.from({ length: 10 }, (_, tenth) =>
      key(String(tenth), t('keys.tenth', { n: tenth * 10 }), () =>
        onSeek((state.duration * tenth) / 10),
      ),
    ),
  ]);
  return (
    <fieldset aria-label={t('controls')} className="grid gap-1 py-2">
      <SeekBar
        seconds={state.seconds}
        duration={state.duration || (player.video.durationSeconds ?? 0)}
        milestones={milestones}
        chapters={player.chapters}
        onSeek={onSeek}
      />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <IconButton
          aria-label={t(state.paused ? 'play' : 'pause')}
          icon={
            state.paused ? (
              <Play aria-hidden className="size-5 rtl:-scale-x-100" />
            ) : (
              <Pause aria-hidden className="size-5" />
            )
          }
          data-play
          disabled={asking}
          onClick={state.toggle}
        />
        <span dir="ltr" className="text-ink-soft text-sm tabular-nums">
          {formatTimecode(state.seconds)} /{' '}
          {formatTimecode(state.duration || (player.video.durationSeconds ?? 0))}
        </span>
        <div className="ms-auto flex items-center gap-2">
          <IconButton
            aria-label={t(state.muted ? 'unmute' : 'mute')}
            aria-pressed={state.muted}
            icon={
              state.muted ? (
                <VolumeX aria-hidden className="size-5" />
              ) : (
                <Volume2 aria-hidden className="size-5" />
              )
            }
            onClick={() => state.setMuted(!state.muted)}
          />
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            value={state.muted ? 0 : Math.round(state.volume * 100)}
            aria-label={t('volume')}
            className="hidden w-24 accent-accent sm:block"
            onChange={(event) => state.setVolume(event.target.valueAsNumber / 100)}
          />
          <select
            aria-label={t('speed')}
            className={SELECT}
            value={state.rate}
            onChange={(event) => state.setRate(Number(event.target.value))}
          >
            {RATES.map((rate) => (
              <option key={rate} value={rate}>
                {formatNumber(rate)}×
              </option>
            ))}
          </select>
          {player.tracks.length > 0 ? (
            <span className="flex items-center gap-1.5">
              <Captions aria-hidden className="size-5 text-ink-soft" />
              <select
                aria-label={t('captions')}
                className={`${SELECT} max-w-32`}
                value={trackId}
                onChange={(event) => setTrackId(event.target.value)}
              >
                <option value="">{t('noCaptions')}</option>
                {player.tracks.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
            </span>
          ) : null}
          {fullscreen.possible ? (
            <IconButton
              aria-label={t(fullscreen.on ? 'leaveFullscreen' : 'fullscreen')}
              icon={
                fullscreen.on ? (
                  <Minimize aria-hidden className="size-5" />
                ) : (
                  <Maximize aria-hidden className="size-5" />
                )
              }
              onClick={fullscreen.toggle}
            />
          ) : null}
        </div>
      </div>
    </fieldset>
  );
}
