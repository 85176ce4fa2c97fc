import { memo, type ReactNode, useEffect, useRef } from 'react';
import type { MaterialChunk } from '../../../contracts/library.ts';
import { formatTimecode } from '../../ui/format.ts';

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
          case 'heading':
            return (
              <p
                key={key}
                role="heading"
                aria-level={Math.min(6, (block.level ?? 1) + 1)}
                dir="auto"
                className={`pt-3 font-semibold ${HEADING_SIZE[block.level ?? 1] ?? 'text-base'}`}
              >
                {content}
              </p>
            );
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
              <pre
                key={key}
                dir="ltr"
                className="overflow-x-auto rounded-control bg-sunken p-3 text-sm"
                tabIndex={0}
              >
                <code>{content}</code>
              </pre>
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

function TextTable({ text }: { text: string }) {
  const [head = [], ...rows] = text.split('\n').map((line) => line.split(' | '));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard
    <div className="overflow-x-auto" tabIndex={0} role="group">
      <table className="w-full border-collapse text-ui">
        <thead>
          <tr className="border-line-strong border-b text-start">
            {head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
              <th
                key={index}
                scope="col"
                dir="auto"
                className="px-2 py-1.5 text-start font-semibold"
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={line} className="border-line border-b">
              {row.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                <td key={index} dir="auto" className="px-2 py-1.5 align-top">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
