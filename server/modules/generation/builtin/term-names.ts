import { singular } from '../domain/concept-key.ts';

/** Heads and whole names that no learner would call a concept. */
const GENERIC = new Set(
  `ability accomplishment account action activity addition advantage agreement aim alternative amount answer approach area argument article aspect assumption attempt attention author basis beginning behavior behaviour benefit bit book box building case category cause challenge chance change chapter characteristic choice circumstance class combination comment comparison complexity component concept concern condition connection consequence consideration content context contrast contribution control copy correction cost country course culture danger date day deal decade decision definition degree description desire detail developer development difference difficulty disadvantage discussion distinction document drawback duty edition effect effort element end entry environment error evidence example exception excerpt exercise existence experience explanation extent fact factor feature feeling figure finding first form format function future goal group growth half hand help hint history hour idea illustration image impact implementation importance improvement increase information installation instance intention interest introduction issue item job journey kind knowledge lack language latter layer learner lesson letter level life limitation line link list location look lot main major majority manner material matter meaning means measure mechanism member mention method middle mind minute mistake moment month more motivation move name nature necessity need news note notion number object objective occasion one operation opinion opportunity option order origin other outcome output overview page paragraph part pattern people percentage period person perspective phase phenomenon phrase picture piece place plan point position possibility power practice precaution preference presence problem procedure process product project proof property proposal purpose quality quantity question range rate reader reality reason recommendation reference relation relationship remainder remark requirement resource rest restriction result review right risk role rule sample scenario second section sense sentence sequence series set setting shape side sidebar sign significance similarity situation size skill solution some something sort source stage start state statement step story strategy structure student study subject success suggestion summary support symptom table task team technique tendency term test text theme thing thought time tip title today tool topic total trade trend trick trouble truth turn type understanding unit usage use user value variant variation variety version view volume warning way week what whole wish word work world writer year yesterday tomorrow default primary secondary latter former aspect purpose administrator customer everyone anyone somebody nobody thousand hundred million couple pair majority minority consequence search configuration initiative setting heart ground request screen menu button instruction owner installation equivalent counterpart remedy cure lie myth argument debate`.split(
    /\s+/,
  ),
);

const LEADING_JUNK =
  /^(?:this|that|these|those|such|same|other|another|following|previous|next|last|latter|former|first|second|third|final|main|major|key|important|good|better|best|bad|worse|worst|great|new|old|many|more|most|much|several|various|different|certain|particular|own|only|few|all|each|every|any|some|no|two|three|four|five|six|seven|eight|nine|ten|further|additional|above|below|possible|simple|typical|common|general|usual|entire|whole|recent|current|actual|real|true|classic|obvious|perfect|ideal|large|larger|largest|small|smaller|smallest|big|biggest|long|longer|short|shorter|interesting|useful|convenient|popular|modern|ancient|specific|well|complete|full|single|exact|right|wrong|nice|easy|hard|difficult|quick|fast|slow|early|late|its|their|his|her|our|your|my|also|both|figure|table|chapter|section|page|example|appendix|least|not|one|official|associated|making|using|having|doing|being|getting|taking|giving|adding|notable|remarkable|serious|suitable|appropriate|relevant|necessary|initial|default|resulting|corresponding|available)$/i;

const EDGE_STOP =
  /^(?:a|an|the|of|in|on|at|to|by|for|and|or|with|from|as|is|are|was|be|who|which|that|'s|’s)$/i;

const CALENDAR =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|morning|evening|century|decade)s?$/i;

export const isGeneric = (word: string): boolean => GENERIC.has(word.toLowerCase());

/**
 * Whether a phrase can name a concept (`introduced`: by `a`, as in `A process is a …`, which even
 * plain words may be): one to five words, of letters, beginning and ending with a
 * content word, neither generic (`main reason`), nor a date, nor a path, option or identifier.
 */
export function canNameConcept(name: string, headLemma: string, introduced = false): boolean {
  const words = name.split(/\s+/);
  if (name.length < 3 || name.length > 60 || words.length > 5) return false;
  if (/[/\\_=<>{}[\]|@$%^*~:;"“”(),.!?]|--/.test(name.replace(/(?<=\p{Lu})\.(?=\p{Lu}|$)/gu, '')))
    return false;
  if (/^\d|\d{3,}/.test(name) || !/\p{L}{2}/u.test(name)) return false;
  if (/^-|-$|^['’]|['’]$/.test(name)) return false;
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  if (EDGE_STOP.test(first) || EDGE_STOP.test(last) || LEADING_JUNK.test(first)) return false;
  if (words.some((word) => CALENDAR.test(word))) return false;
  if (words.length === 1 && !introduced && (isGeneric(last) || isGeneric(headLemma))) return false;
  // A generic head needs a telling word before it: `scientific method`, not `this method`.
  if (isGeneric(headLemma) && words.length === 2 && /^of$/i.test(words[1] ?? '')) return false;
  const ofAt = words.findIndex((word) => /^of$/i.test(word));
  if (
    ofAt === 1 &&
    (isGeneric(first) || isGeneric(singular(first.toLowerCase()))) &&
    !/^\p{Lu}/u.test(words.at(-1) ?? '')
  )
    return false;
  return (
    !/[a-z][A-Z]/.test(name) ||
    /^[A-Z][a-z]+[A-Z][a-z]+$/.test(name) ||
    /^[a-z]{1,2}[A-Z]/.test(name)
  );
}
