import type { LeaveOutReason } from '../../../../contracts/authoring.ts';
import type { Passage } from './source.ts';
import { cleanTitle } from './titles.ts';

type Aside = Exclude<LeaveOutReason, 'author' | 'nothing_to_learn'>;

/** Headings of what a book has around its text, whole titles without their number. */
const BY_TITLE: readonly [Aside, RegExp][] = [
  [
    'contents',
    /^(?:table of contents|(?:brief |short |detailed )?contents|list of (?:figures|tables|examples|listings|abbreviations|symbols|equations)|inhalt(?:sverzeichnis)?|abbildungsverzeichnis|tabellenverzeichnis|table des matières|sommaire|liste des (?:figures|tableaux)|índice(?: general| de contenidos)?|contenido|المحتويات|فهرس المحتويات|قائمة المحتويات)$/iu,
  ],
  [
    'index',
    /^(?:(?:subject |author |general |concept |function(?: and variable)? |variable |command )?index(?: of .{1,40})?|(?:stich|sach|namen|personen)(?:wort)?(?:verzeichnis|register)|index(?: alphabétique)?|índice (?:alfabético|analítico|onomástico)|الفهرس|فهرس الأعلام|كشاف)$/iu,
  ],
  [
    'bibliography',
    /^(?:(?:annotated |selected )?bibliography|(?:list of )?references|works cited|literature(?: cited)?|further reading|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|bibliographie|références(?: bibliographiques)?|bibliografía|referencias(?: bibliográficas)?|المراجع|المصادر(?: والمراجع)?)$/iu,
  ],
  [
    'legal',
    /^(?:copyrights?(?: notices?| page| information| and licen[cs]es?)?|(?:\p{L}+ ){0,4}licen[cs]es?(?: agreement| terms)?|legal notices?|terms of (?:use|service)|disclaimer|trademarks?|imprint|impressum|lizenz|urheberrecht|mentions légales|licence|licencia|aviso legal|derechos de autor|حقوق (?:النشر|الطبع)(?: محفوظة)?|الترخيص)$/iu,
  ],
  [
    'front_matter',
    /^(?:acknowledge?ments?|dedication|foreword|preface|about (?:the|this) (?:authors?|editors?|translators?|document|book|manual|guide|edition)|colophon|(?:list of )?(?:contributors|authors)|credits|abstract page|title page|revision history|change ?log|release notes|(?:version|release) \d[\d.]*(?:[ ,–(-].*)?|history of (?:this|the) document|vorwort|danksagung|widmung|geleitwort|über (?:den|die) autor(?:in|en)?|avant-propos|préface|remerciements|à propos de l.auteur|prefacio|prólogo|agradecimientos|dedicatoria|مقدمة الناشر|شكر(?: وتقدير)?|تمهيد|إهداء|عن المؤلف)$/iu,
  ],
];

const atEdge = (place: number) => place < 0.1 || place > 0.9;

/** Where a book has it; a chapter "Copyright" in the middle is one on copyright. */
const STANDS: Record<Aside, (place: number) => boolean> = {
  contents: () => true,
  index: (place) => place > 0.8,
  bibliography: () => true,
  legal: atEdge,
  front_matter: atEdge,
};

const LEGAL_WORDS =
  /all rights reserved|permission is (?:hereby )?granted|no part of this (?:publication|book)|\bISBN\b|without warranty|alle rechte vorbehalten|tous droits réservés|todos los derechos|جميع الحقوق محفوظة|(?:copyright|©)\s*(?:\(c\)|©)?\s*(?:19|20)\d\d/giu;

/** Half of the lines or more look so. */
function mostLines(text: string, looks: RegExp): boolean {
  const lines = text.split('\n').filter((line) => line.trim().length > 3);
  return (
    lines.length >= 6 && lines.filter((line) => looks.test(line.trim())).length >= lines.length / 2
  );
}

function byText(passage: Passage, place: number): Aside | null {
  const { text, words } = passage;
  if (mostLines(text, /(?:\.\s?){4,}\s*\d+$/u)) return 'contents';
  if (place < 0.1 && mostLines(text, /^.{3,90}\s\d{1,4}$/u)) return 'contents';
  if (place > 0.9 && mostLines(text, /^.{2,60}[,\s]\s*\d{1,4}(?:[,–-]\s*\d{1,4})*$/u))
    return 'index';
  if (mostLines(text, /^\[?(?:\d{1,3}|[A-Z][\w+]{1,12})[\].]\s.*(?:19|20)\d\d/u))
    return 'bibliography';
  const legal = text.match(LEGAL_WORDS)?.length ?? 0;
  const edge = place < 0.05 || place > 0.95;
  if (legal >= 2 && edge && words < 600) return 'legal';
  return null;
}

/**
 * Why a passage is no part of a course, by the headings over it, those inside it where it has no
 * other, and the look of its lines; null where it is to be learned.
 *
 * @param place where in the source it stands, 0 to 1.
 */
export function reasonToLeaveOut(passage: Passage, place: number): Aside | null {
  const asWritten = () => null;
  // The outermost ones only: a section "References" deep in a chapter may teach what they are.
  const heads = passage.path.slice(0, 2);
  for (const heading of heads.length > 0
    ? heads
    : passage.headings.slice(0, 1).map((one) => one.title)) {
    const title = cleanTitle(heading, asWritten) ?? '';
    const found = BY_TITLE.find(([, pattern]) => pattern.test(title))?.[0];
    if (found && STANDS[found](place)) return found;
  }
  return byText(passage, place);
}
