import type { SourceChunk, SourceDocument } from '../../engine.ts';

/** A document of chunks with one paragraph or `- ` list item per blank-line separated part. */
export function buildDocument(
  sections: [heading: string, text: string][],
  language = 'en',
): SourceDocument {
  return {
    title: 'Test document',
    language,
    chunks: sections.map(([heading, text], position): SourceChunk => {
      const blocks: SourceChunk['blocks'] = [];
      for (const match of text.matchAll(/[^\n](?:[^\n]|\n(?!\n))*/g)) {
        const listed = match[0].startsWith('- ');
        blocks.push({
          kind: listed ? 'list_item' : 'paragraph',
          start: match.index + (listed ? 2 : 0),
          end: match.index + match[0].length,
        });
      }
      return {
        id: `c${position}`,
        position,
        kind: 'prose',
        headingPath: [heading],
        text,
        blocks,
        language,
        contentHash: `${position}`,
      };
    }),
  };
}

export const BIOLOGY = buildDocument([
  [
    'Organelles',
    `A mitochondrion is an organelle that releases energy from food in the form of ATP. Mitochondria are most numerous in muscle cells. A ribosome is an organelle that builds proteins from amino acids. A chloroplast is an organelle that captures the energy of sunlight in plant cells.

A vacuole is an organelle that stores water, salts and waste inside a plant cell. However, it is small in animal cells. A lysosome is an organelle that digests worn-out parts of the cell with the help of enzymes. The nucleus, the organelle that holds the chromosomes of the cell, directs the growth of the cell.`,
  ],
  [
    'Transport',
    `Diffusion is the net movement of particles from a region of higher concentration to a region of lower concentration. Osmosis is the diffusion of water across a selectively permeable membrane. Active transport is the movement of a substance against its concentration gradient with the use of energy. Endocytosis is the uptake of material by folding the membrane inward around it.

Plant cells do not burst in pure water because the cell wall resists the pressure of the water. This is shown in Figure 3. The process by which a cell releases material in vesicles is called exocytosis.`,
  ],
]);

export const HISTORY = buildDocument([
  [
    'The Congress of Vienna',
    `The Congress of Vienna was a meeting of European states that redrew the borders of the continent after the Napoleonic Wars. Klemens von Metternich was the Austrian statesman who presided over the negotiations. Legitimacy is the principle that the ruling families of the old order should return to their thrones. The balance of power is a condition in which no single state can dominate the others.`,
  ],
]);

export const SPANISH = buildDocument(
  [
    [
      'La célula',
      `La mitocondria es un orgánulo que produce la energía de la célula. Este orgánulo tiene dos membranas. El núcleo es el orgánulo que contiene el material genético de la célula. Los ribosomas fabrican proteínas en el citoplasma de todas las células.`,
    ],
  ],
  'es',
);
