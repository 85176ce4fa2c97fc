import { useQuery } from '@tanstack/react-query';
import { type RefObject, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Player } from '../../../contracts/player.ts';
import type { Cue } from '../../../contracts/video.ts';
import { problemFrom } from '../../api/problem.ts';
import { cx } from '../../ui/cx.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { formatNumber, formatTimecode } from '../../ui/format.ts';
import { Highlight } from '../../ui/highlight.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { findText } from './find-text.ts';

/** What is said, beside the video: follows it, is searched, and leads to each place. */
export function Transcript({
  tracks,
  video,
  onSeek,
}: {
  tracks: Player['tracks'];
  video: RefObject<HTMLVideoElement | null>;
  onSeek: (seconds: number) => void;
}) {
  const { t } = useTranslation('video');
  const [trackId, setTrackId] = useState(
    () => (tracks.find(({ isDefault }) => isDefault) ?? tracks[0])?.id ?? '',
  );
  const track = tracks.find(({ id }) => id === trackId) ?? tracks[0];
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const cues = useQuery({
    queryKey: ['video', 'cues', track?.id],
    queryFn: async ({ signal }) => {
      const response = await fetch(track?.cuesSrc ?? '', { signal });
      if (!response.ok) throw await problemFrom(response);
      return (await response.json()) as { cues: Cue[] };
    },
    enabled: track !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const all = cues.data?.cues ?? [];
  const current = useCurrentCue(all, video);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const row = box?.querySelector<HTMLElement>('[aria-current="true"]');
    // Moves only the list: the page stays where the reader has it.
    if (box && row && q === '')
      box.scrollTo({ top: row.offsetTop - box.offsetTop - box.clientHeight / 3 });
  });
  if (!track) return null;
  const shown = all
    .map((cue, index) => ({ cue, index, ranges: findText(cue.text, q) }))
    .filter(({ ranges }) => q === '' || ranges.length > 0);
  return (
    <Section title={t('transcript.title')}>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('transcript.search')} className="min-w-48 flex-1">
          <TextInput
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        {tracks.length > 1 ? (
          <Field label={t('transcript.language')}>
            <Select value={track.id} onChange={(event) => setTrackId(event.target.value)}>
              {tracks.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
      </div>
      {cues.error ? (
        <ErrorState compact error={cues.error} onRetry={() => void cues.refetch()} />
      ) : null}
      {cues.isPending ? <Skeleton className="h-40" /> : null}
      <p className="sr-only" role="status">
        {q === '' ? '' : t('transcript.found', { n: formatNumber(shown.length) })}
      </p>
      {cues.data && shown.length === 0 ? <p>{t('transcript.none')}</p> : null}
      <ol ref={list} lang={track.language} className="max-h-80 overflow-y-auto">
        {shown.map(({ cue, index, ranges }) => (
          <li key={`${cue.start} ${index}`}>
            <button
              type="button"
              aria-current={index === current ? 'true' : undefined}
              onClick={() => onSeek(cue.start)}
              className={cx(
                'grid w-full grid-cols-[auto_1fr] gap-3 rounded-control px-2 py-1.5 text-start text-ui hover:bg-hover focus-visible:-outline-offset-2',
                index === current && 'bg-accent-tint',
              )}
            >
              <span dir="ltr" className="text-ink-faint tabular-nums">
                {formatTimecode(cue.start)}
              </span>
              <span dir="auto">
                {cue.speaker ? <b className="font-medium">{cue.speaker}: </b> : null}
                <Highlight text={cue.text} ranges={ranges} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The cue that is said now; −1 before the first. */
function useCurrentCue(cues: readonly Cue[], video: RefObject<HTMLVideoElement | null>): number {
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const read = () =>
      setCurrent(cues.findLastIndex(({ start }) => start <= element.currentTime + 0.05));
    read();
    element.addEventListener('timeupdate', read);
    return () => element.removeEventListener('timeupdate', read);
  }, [cues, video]);
  return current;
}
