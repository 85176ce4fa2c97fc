/** A stretch of a chunk that reads as one piece. Runs of subtitle cues are one piece. */
export type Piece = {
  kind: 'heading' | 'paragraph' | 'list_item' | 'table' | 'code' | 'quote' | 'caption' | 'cue';
  start: number;
  end: number;
};
