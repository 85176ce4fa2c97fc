/* Grammars for code: a part of its own, loaded where an article has code or is written. */
import { common, createLowlight } from 'lowlight';

export const lowlight = createLowlight(common);

/** A run of code and the classes of its colours. */
export type CodeRun = { text: string; className: string };

type Tree = ReturnType<typeof lowlight.highlight>;

function classesOf(properties: { className?: unknown } | undefined): string {
  const names = properties?.className;
  return Array.isArray(names) ? names.join(' ') : '';
}

function collect(nodes: Tree['children'], className: string, runs: CodeRun[]): void {
  for (const node of nodes) {
    if (node.type === 'text') runs.push({ text: node.value, className });
    else if (node.type === 'element')
      collect(node.children as Tree['children'], classesOf(node.properties), runs);
  }
}

/** Divides code into runs of one colour; an unknown language is one plain run. */
export function highlightCode(code: string, language: string): CodeRun[] {
  if (!lowlight.registered(language)) return [{ text: code, className: '' }];
  const runs: CodeRun[] = [];
  collect(lowlight.highlight(language, code).children, '', runs);
  return runs;
}
