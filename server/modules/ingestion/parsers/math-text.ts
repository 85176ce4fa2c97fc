import { cleanText } from '../domain/clean-text.ts';
import { attribute, childAt, childrenOf, type XmlElement } from './xml.ts';

/**
 * A formula on one line, from MathML or from Office's own markup (OMML, ECMA-376 part 1, 22.1):
 * `a/b`, `x^2`, `x_i`, `√(x)`. Meant to be read by people, not computed.
 */
export function mathText(element: XmlElement): string {
  const stated = element.attributes.alttext;
  return cleanText(stated === undefined || stated === '' ? linear(element) : stated);
}

function linear(element: XmlElement): string {
  const part = (name: string) => grouped(inner(childAt(element, name)));
  const [first, second, third] = childrenOf(element).map(linear);
  switch (element.name) {
    case 'annotation':
    case 'annotation-xml':
    case 'ctrlPr':
    case 'rPr':
      return '';
    case 'f':
      return `${part('num')}/${part('den')}`;
    case 'sSup':
      return `${inner(childAt(element, 'e'))}^${part('sup')}`;
    case 'sSub':
      return `${inner(childAt(element, 'e'))}_${part('sub')}`;
    case 'sSubSup':
      return `${inner(childAt(element, 'e'))}_${part('sub')}^${part('sup')}`;
    case 'rad':
      return `√(${inner(childAt(element, 'e'))})`;
    case 'd': {
      const open = mark(element, 'dPr', 'begChr') ?? '(';
      const close = mark(element, 'dPr', 'endChr') ?? ')';
      return `${open}${childrenOf(element, 'e').map(inner).join(', ')}${close}`;
    }
    case 'nary':
      return `${mark(element, 'naryPr', 'chr') ?? '∫'}${limits(element)} ${inner(childAt(element, 'e'))}`;
    case 'mfrac':
      return `${grouped(first)}/${grouped(second)}`;
    case 'msup':
    case 'mover':
      return `${first ?? ''}^${grouped(second)}`;
    case 'msub':
    case 'munder':
      return `${first ?? ''}_${grouped(second)}`;
    case 'msubsup':
    case 'munderover':
      return `${first ?? ''}_${grouped(second)}^${grouped(third)}`;
    case 'msqrt':
      return `√(${inner(element)})`;
    case 'mroot':
      return `${grouped(second)}√(${first ?? ''})`;
    case 'mtext':
    case 'mspace':
      return ` ${inner(element)} `;
    case 'mtr':
    case 'mr':
      return `${childrenOf(element).map(linear).join(', ')}; `;
    case 'mo':
      return operator(inner(element).trim());
    default:
      return inner(element);
  }
}

/** Indentation between elements is layout of the file, not of the formula. */
function inner(element: XmlElement | undefined): string {
  return (element?.children ?? [])
    .map((child) =>
      typeof child === 'string' ? (child.trim() === '' ? '' : child) : linear(child),
    )
    .join('');
}

/** Relations and signs stand free; brackets, commas and marks cling to what they belong to. */
function operator(sign: string): string {
  if (sign === '\u2061' || sign === '\u2062') return '';
  return /^[=<>≤≥≠≈∈⊂→⇒+−×·±-]$/u.test(sign) ? ` ${sign} ` : sign;
}

function grouped(text = ''): string {
  const trimmed = text.trim();
  return /^(?:[\p{L}\p{N}.]*|.)$/u.test(trimmed) ? trimmed : `(${trimmed})`;
}

function mark(element: XmlElement, properties: string, name: string): string | undefined {
  const found = childAt(element, properties, name);
  return found === undefined ? undefined : attribute(found, 'val', true);
}

function limits(element: XmlElement): string {
  const low = inner(childAt(element, 'sub'));
  const high = inner(childAt(element, 'sup'));
  return `${low === '' ? '' : `_${grouped(low)}`}${high === '' ? '' : `^${grouped(high)}`}`;
}
