/**
 * The shapes in which a source text travels through the platform.
 *
 * A parser turns a file into blocks. The blocks' texts, joined by `BLOCK_SEPARATOR`, are the
 * *canonical text* of a material version; every span in the platform is a pair of offsets
 * (UTF-16 code units, end exclusive) into it or into a chunk, which is a slice of it.
 */

export const BLOCK_SEPARATOR = '\n\n';

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'list_item'
  | 'table'
  | 'code'
  | 'quote'
  | 'caption'
  | 'cue';

/** One structural unit of a source. `text` is plain text: no markup, no trailing white space. */
export type Block = {
  kind: BlockKind;
  text: string;
  /** Headings: 1 (title) to 6. List items: nesting depth from 1. */
  level?: number;
  /** 1-based page (PDF) or slide (PPTX) on which the block begins and ends. */
  pageStart?: number;
  pageEnd?: number;
  /** Seconds from the start of the recording (VTT, SRT). */
  startSeconds?: number;
  endSeconds?: number;
};

export type ParsedDocument = {
  /** From the source's own metadata or first heading; null where it has none. */
  title: string | null;
  /** BCP 47 primary tag such as `en`; `und` where it could not be recognized. */
  language: string;
  blocks: Block[];
  /** Pages (PDF) or slides (PPTX); null for formats without them. */
  pageCount: number | null;
  /** Length of the recording; null for everything but subtitles. */
  durationSeconds: number | null;
};

/** A block inside a chunk: offsets into the chunk's text. */
export type ChunkBlock = {
  kind: BlockKind;
  start: number;
  end: number;
  level?: number;
  page?: number;
  seconds?: number;
};

export type ChunkKind = 'prose' | 'table' | 'code' | 'transcript';

/**
 * A slice of the canonical text. Concatenating the texts of all chunks of a version, in order,
 * gives back the canonical text to the letter.
 */
export type Chunk = {
  /** 0-based position in the material version. */
  position: number;
  kind: ChunkKind;
  /** Titles of the enclosing headings, outermost first; includes a heading inside the chunk. */
  headingPath: string[];
  text: string;
  /** Offsets into the canonical text. */
  start: number;
  end: number;
  blocks: ChunkBlock[];
  pageStart: number | null;
  pageEnd: number | null;
  startSeconds: number | null;
  endSeconds: number | null;
  wordCount: number;
  language: string;
  /** SHA-256 (hex) of kind, heading path and text. */
  contentHash: string;
};
