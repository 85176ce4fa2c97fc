/** What can be changed of a line of an assessment. */
export type EntryPatch = {
  points?: number | null;
  drawCount?: number;
  sectionId?: string;
  position?: number;
};
