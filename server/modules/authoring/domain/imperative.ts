import { type CaseModel, inSentenceCase } from './titles.ts';

/** Verbs whose base form is not what `-ing` leaves, doubled consonants apart. */
const BASE: Record<string, string> = Object.fromEntries(
  `make use write manage change define give take move remove create store save share close choose
   compare compile configure decide delete describe determine divide draw:drawing edit estimate
   evaluate examine:examining exchange execute explore generate handle improve include initialize
   organize parse:parsing place prepare produce propose purchase receive reconcile reduce replace
   resize reuse rotate schedule separate serve simulate solve specify:specifying summarize translate
   update upgrade utilize validate browse calculate combine complete compute convince customize
   debate declare derive diagnose dispose enable encode escape force hide:hiding ignore insure
   introduce invite issue leave like locate maximize measure merge minimize navigate observe
   operate optimize outline pipe practise practice provide quote raise recognize reverse reshape
   ride rule sample scale secure size:sizing slice structure substitute tune type visualize
   mount:mounting handle disable analyse analyze approximate automate capture celebrate cite
   cache code:coding combine come:coming date:dating guide:guiding name:naming phrase:phrasing
   query:querying`
    .split(/\s+/)
    .filter(Boolean)
    .map((entry) => {
      const [base = '', given] = entry.split(':');
      return [given ?? base.replace(/e$/, '').concat('ing'), base];
    }),
);

/** Nouns in -ing that open a title without telling what somebody does. */
const NOUN =
  /^(?:meaning|string|thing|king|spring|ring|wing|building|morning|evening|during|following|according|remaining|existing|beginning|ending|nothing|something|everything|anything|being|having|missing|engineering|programming|processing|accounting|banking|marketing|pricing|training|clothing|housing|feeling|hearing|warning|wiring|networking|regarding|concerning|including|leading|rounding|outstanding|interesting|upcoming|incoming|outgoing|underlying|corresponding)$/;

/** Where the first word goes with a noun and not with what somebody does. */
const COMPOUND =
  /^(?:opening balances?|closing (?:balances?|remarks|words)|working (?:memory|directory|group|capital)|running (?:examples?|times?|costs?)|reading lists?|building blocks?|operating systems?|learning (?:rates?|objectives?|curves?)|starting points?|turning points?|mapping tables?|\w+ing (?:styles?|actions?|systems?|options?|tools?|commands?|techniques?|methods?|modes?|rules?|conventions?|concepts?|facilit(?:y|ies)|strateg(?:y|ies)|errors?|parameters?|windows?|tips?|considerations?|requirements?|activit(?:y|ies)|features?))$/i;

const PLAIN =
  /^(?:add|access|adjust|allow|apply|ask|attach|avoid|assign|back|boot|break|bring|build|call|carry|check|clean|collect|connect|construct|contact|control|convert|copy|count|cut|deal|debug|deploy|design|detect|develop|discover|display|do|download|draw|earn|edit|enter|exit|expand|export|extend|extract|fetch|fill|filter|find|fit|fix|follow|format|get|go|group|grow|help|implement|import|inherit|insert|inspect|install|interact|interpret|join|jump|keep|know|learn|limit|link|list|load|log|look|loop|maintain|map|mark|match|mix|model|modify|monitor|multiply|obtain|open|order|overload|pack|pass|paste|pay|perform|pick|plan|plot|point|present|print|protect|publish|pull|push|put|query|read|recover|refactor|register|repair|report|reset|restart|restore|return|review|run|scan|search|select|sell|send|set|show|sign|sort|specify|split|start|stop|submit|switch|talk|test|think|track|transfer|transform|treat|trust|try|turn|understand|upload|view|visit|wait|walk|watch|work|wrap)$/;

/** The verb of an `-ing` form, by the lists alone: a wrong guess would be read by learners. */
export function baseOf(gerund: string): string | null {
  const word = gerund.toLowerCase();
  const known = BASE[word];
  if (known !== undefined) return known;
  if (!/^[a-z]{2,}ing$/.test(word) || NOUN.test(word)) return null;
  const stem = word.slice(0, -3);
  if (PLAIN.test(stem)) return stem;
  const single = stem.replace(/([bdglmnprt])\1$/, '$1');
  return PLAIN.test(single) ? single : null;
}

/**
 * An English title as what somebody can do who has learned it: `Setting Column Widths` gives
 * `Set column widths`, `How to leave the shell` gives `Show how to leave the shell`; null for
 * titles that name a thing.
 */
export function imperativeOf(title: string, caseOf: CaseModel): string | null {
  const how = /^how (to|do(?:es)?|is|are|can) (.+?)\??$/i.exec(title);
  if (how?.[1]?.toLowerCase() === 'to')
    return `Show how to ${inSentenceCase(how[2] ?? '', caseOf)}`;
  const what = /^what (is|are) (.+?)\??$/i.exec(title);
  if (what)
    return `Explain what ${inSentenceCase(what[2] ?? '', caseOf)} ${what[1]?.toLowerCase()}`;
  if (COMPOUND.test(title)) return null;
  const [first = '', ...rest] = title.split(' ');
  const base = baseOf(first);
  // "Splitting and joining", "Running: …" would need the second verb or a new sentence.
  if (base === null || rest.length === 0 || /^(?:and|or|of|in|with|,|:)$/i.test(rest[0] ?? ''))
    return null;
  if (rest.some((word) => baseOf(word) !== null && /^[A-Z]/.test(word))) return null;
  return `${base.charAt(0).toUpperCase()}${base.slice(1)} ${inSentenceCase(rest.join(' '), caseOf)}`;
}
