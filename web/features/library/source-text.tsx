import { memo, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaterialChunk } from '../../../contracts/library.ts';
import { formatTimecode } from '../../ui/format.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { TextTable } from './text-table.tsx';

export type Span = { chunkId: string; start: number; end: number };

/** A piece of text with the spans in it marked; `strong` is the one that was asked for. */
function marked(
  text: string,
  offset: number,
  spans: readonly (Span & { strong: boolean })[],
): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const span of spans) {
    const start = Math.max(at, span.start - offset);
    const end = Math.min(text.length, span.end - offset);
    if (end <= start) continue;
    if (start > at) parts.push(text.slice(at, start));
    parts.push(
      <mark
        key={`${span.start}-${span.end}`}
        data-strong={span.strong || undefined}
        className={
          span.strong
            ? 'rounded-xs bg-mark text-on-mark'
            : 'bg-transparent text-inherit underline decoration-accent/40 decoration-dotted underline-offset-4'
        }
      >
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}

const HEADING_SIZE = [
  'text-2xl',
  'text-2xl',
  'text-xl',
  'text-lg',
  'text-base',
  'text-base',
  'text-base',
];

/** The page's own title is the only first-level heading. */
function headingTag(level: number) {
  return `h${Math.min(6, level + 1)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
}

/** One passage as its blocks: headings, paragraphs, lists, tables, code, cues. */
export const ChunkText = memo(function ChunkText({
  chunk,
  cited,
  selected,
  onSelect,
}: {
  chunk: MaterialChunk;
  cited: readonly Span[];
  selected: Span | null;
  onSelect: (chunkId: string) => void;
}) {
  const { t } = useTranslation('library');
  const ref = useRef<HTMLElement>(null);
  const chosen = selected?.chunkId === chunk.id ? selected : null;
  useEffect(() => {
    if (!chosen) return;
    const mark = ref.current?.querySelector('mark[data-strong]') ?? ref.current;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    mark?.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  }, [chosen]);
  const spans = [
    ...(chosen ? [{ ...chosen, strong: true }] : []),
    ...cited
      .filter((span) => !chosen || span.end <= chosen.start || span.start >= chosen.end)
      .map((span) => ({ ...span, strong: false })),
  ].sort((a, b) => a.start - b.start);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the items of a passage are reached by keyboard through their own list
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <section
      ref={ref}
      id={`chunk-${chunk.id}`}
      onClick={() => onSelect(chunk.id)}
      className="grid gap-3 py-2 [contain-intrinsic-size:auto_20rem] [content-visibility:auto]"
    >
      {chunk.blocks.map((block) => {
        const text = chunk.text.slice(block.start, block.end);
        const content = marked(text, block.start, spans);
        const key = `${block.start}`;
        switch (block.kind) {
          case 'heading': {
            const Heading = headingTag(block.level ?? 1);
            return (
              <Heading
                key={key}
                dir="auto"
                className={`pt-3 font-semibold ${HEADING_SIZE[block.level ?? 1] ?? 'text-base'}`}
              >
                {content}
              </Heading>
            );
          }
          case 'list_item':
            return (
              <p
                key={key}
                dir="auto"
                className="relative ps-5 before:absolute before:start-1 before:content-['•']"
                style={{ marginInlineStart: `${((block.level ?? 1) - 1) * 1.25}rem` }}
              >
                {content}
              </p>
            );
          case 'code':
            return (
              <ScrollBox
                key={key}
                label={t('material.code')}
                dir="ltr"
                className="rounded-control bg-sunken p-3 text-sm"
              >
                <pre>
                  <code>{content}</code>
                </pre>
              </ScrollBox>
            );
          case 'table':
            return <TextTable key={key} text={text} />;
          case 'quote':
            return (
              <blockquote
                key={key}
                dir="auto"
                className="border-line-strong border-s-2 ps-4 text-ink-soft"
              >
                {content}
              </blockquote>
            );
          case 'caption':
            return (
              <p key={key} dir="auto" className="text-ink-soft text-sm">
                {content}
              </p>
            );
          case 'cue':
            return (
              <p key={key} dir="auto" className="grid grid-cols-[4rem_1fr] gap-3">
                <span className="text-ink-faint text-sm tabular-nums">
                  {formatTimecode(block.seconds ?? 0)}
                </span>
                <span>{content}</span>
              </p>
            );
          default:
            return (
              <p key={key} dir="auto" className="leading-relaxed">
                {content}
              </p>
            );
        }
      })}
    </section>
  );
});
