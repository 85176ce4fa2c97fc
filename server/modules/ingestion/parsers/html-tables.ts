import { cleanText } from '../domain/clean-text.ts';

/** Cells longer than this are text set in a table, not data. */
const MAX_CELL_CHARACTERS = 900;

/**
 * Whether a table only arranges text on the page (admonitions of DocBook, code with line numbers,
 * old page grids), so that its cells are read as ordinary blocks.
 */
export function isLayoutTable(table: Element): boolean {
  if (/^(?:presentation|none)$/u.test(table.getAttribute('role') ?? '')) return true;
  if (table.querySelector('table, pre, h1, h2, h3, h4, h5, h6, form') !== null) return true;
  const rows = [...table.querySelectorAll('tr')];
  const columns = Math.max(0, ...rows.map((row) => row.children.length));
  if (columns < 2) return true;
  const cells = [...table.querySelectorAll('td')];
  if (cells.some((cell) => (cell.textContent ?? '').length > MAX_CELL_CHARACTERS)) return true;
  // A picture beside a text, as in a note or a warning.
  const filled = rows.filter((row) => rowCells(row).filter((cell) => cell !== '').length >= 2);
  return filled.length === 0;
}

/** One line per row, cells divided by ` | `; empty rows are left out. */
export function tableText(table: Element): string {
  return [...table.querySelectorAll('tr')]
    .map(rowCells)
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => cells.join(' | ').trim())
    .join('\n');
}

function rowCells(row: Element): string[] {
  return [...row.children].map((cell) => cleanText(spaced(cell)).replaceAll(' | ', ' / '));
}

/** Text of a cell in which neighbouring paragraphs and lines do not run together. */
function spaced(node: Node): string {
  if (node.nodeType === 3) return node.nodeValue ?? '';
  if (node.nodeType !== 1) return '';
  const name = (node as Element).tagName.toUpperCase();
  if (name === 'SCRIPT' || name === 'STYLE') return '';
  const inner = [...node.childNodes].map(spaced).join('');
  return /^(?:P|DIV|LI|BR|DD|DT)$/u.test(name) ? ` ${inner} ` : inner;
}
