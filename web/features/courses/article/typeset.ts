/* KaTeX with its style sheet and fonts: a part of its own, loaded where an article has a formula. */
import 'katex/dist/katex.min.css';
import katex from 'katex';

/**
 * A formula that KaTeX does not understand is shown as it was written, marked; nothing in it can
 * load, link or run anything (`trust` is off), and what it may expand to is bounded.
 */
export const FORMULA_OPTIONS = {
  throwOnError: false,
  strict: 'ignore',
  trust: false,
  maxExpand: 500,
  maxSize: 20,
  errorColor: 'var(--negative)',
} as const;

/** Sets a formula into an element. */
export function typeset(element: HTMLElement, latex: string, display: boolean): void {
  katex.render(latex, element, { ...FORMULA_OPTIONS, displayMode: display });
}

/** What is wrong with a formula, in KaTeX's words; null where it can be set. */
export function formulaProblem(latex: string): string | null {
  try {
    katex.renderToString(latex, { ...FORMULA_OPTIONS, throwOnError: true });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^KaTeX parse error: /, '') : '';
  }
}
