import { singular } from '../domain/concept-key.ts';

/**
 * Coarse kinds of things, by the head noun with which texts define them (`an organelle that …`).
 * Two names of different known kinds never stand side by side as options.
 */
const KINDS: Record<string, string> = {
  process: `process reaction conversion division movement splitting breakdown formation production transformation synthesis procedure technique method practice study experiment test act action activity operation transfer exchange flow change passage release cycle phase stage mechanism strategy approach treatment removal adaptation selection replication transmission management growth decay extraction evolution`,
  substance: `molecule compound protein enzyme gas acid sugar ion pigment substance chemical liquid fluid material hormone lipid fat carbohydrate polymer element metal mineral nutrient vitamin starch salt solution mixture catalyst drug fuel antibody solvent base`,
  structure: `organelle membrane structure layer organ tissue body wall fiber fibre tube gland vessel bone muscle nerve chamber compartment component cell bundle strand chromosome fluid pore joint filament duct region area zone capsule network`,
  organism: `organism animal plant bacterium fungus species insect mammal bird fish virus parasite predator herbivore carnivore tree microbe creature population`,
  person: `king queen emperor ruler person engineer inventor scientist physicist chemist biologist mathematician philosopher writer author poet man woman leader politician general soldier president minister pope priest merchant nobleman official governor administrator developer maintainer user engineer worker slave peasant craftsman individual member founder designer explorer reformer person buyer seller lender borrower shareholder owner broker customer client patient teacher student learner employee employer citizen`,
  event: `war battle revolution revolt rebellion uprising event conference meeting crisis disaster massacre siege invasion election famine plague expedition strike riot ceremony festival`,
  place: `city town country kingdom empire region state village river mountain island sea ocean continent port province colony territory capital district building temple palace fortress factory planet star`,
  organization: `company corporation manufacturer organization organisation union party association committee council guild institution agency army league alliance government parliament court body congress assembly team foundation community church order`,
  document: `treaty charter law act document book constitution declaration decree contract letter agreement bill report statement manifesto poem novel essay text license licence policy code specification standard norm`,
  software: `program tool command application software utility daemon client library package script manager browser editor compiler interpreter shell kernel bootloader module driver framework suite engine scheduler installer implementation debugger database wrapper frontend backend plugin`,
  system: `system distribution platform environment infrastructure desktop fork derivative`,
  server: `server service daemon proxy host machine gateway`,
  abbreviation: `acronym abbreviation`,
  file: `file directory folder archive image filesystem partition volume format table record field entry extension path link block log hierarchy`,
  protocol: `protocol standard specification language format syntax encoding notation algorithm cipher`,
  datum: `variable key address identifier string sequence character symbol name code bit byte array pointer constraint type parameter argument option attribute label tag token message signal packet segment datagram unit`,
  diagram: `graph chart plot diagram map figure histogram curve`,
  geometry: `line circle point plane sphere curve path boundary pole axis arc surface intersection edge`,
  sound: `note tone interval chord scale pitch sound melody rhythm tempo beat octave harmony cadence`,
  sign: `sign symbol mark notation indication indicator marking ornament articulation`,
  money: `security share stock bond loan fund asset payment fee expense income price debt money profit loss liability account gain interest tax dividend investment currency cash capital wage salary repayment charge commission cost`,
  celestial: `galaxy star planet moon comet asteroid nebula constellation cluster satellite`,
  device: `device machine computer instrument engine apparatus equipment component circuit switch router gateway sensor motor pump vehicle weapon ship lens microscope telescope mirror camera clock thermometer processor chip memory disk hardware host node appliance`,
  quantity: `force energy rate measure amount quantity ratio unit speed velocity acceleration mass charge temperature pressure distance frequency angle percentage probability cost price tax average difference degree value number sum root product range share portion proportion strength`,
  idea: `theory principle law rule concept idea belief doctrine ideology philosophy policy model hypothesis view system theorem property attribute ability tendency state condition feeling right duty assumption pattern claim hypothesis argument fallacy error mistake principle effect bias`,
  discipline: `science study field branch discipline art subject`,
  group: `group set collection sample population class category family subset list series list`,
  time: `period era age century decade time year season epoch dynasty`,
};

const BY_HEAD = new Map<string, string[]>();
for (const [kind, heads] of Object.entries(KINDS)) {
  for (const head of heads.split(/\s+/)) BY_HEAD.set(head, [...(BY_HEAD.get(head) ?? []), kind]);
}

const SUFFIXES: [RegExp, string][] = [
  [/(?:osis|lysis|ysis|genesis|ization|isation|ation|ition|ification)$/, 'process'],
  [/(?:ology|graphy|nomy)$/, 'discipline'],
  [/ism$/, 'idea'],
  [/(?:onomer|ologist|[^n]ist|grapher|ician|arian)$/, 'person'],
  [/(?:ase|ose|ene|ine|ide|ate)$/, 'substance'],
];

/** Kinds that a defining head noun stands for; empty where the table does not know it. */
export const kindsOfGenus = (genus: string): string[] => BY_HEAD.get(singular(genus)) ?? [];

/** Kinds of a name: by its definition's head noun, else by its own head noun, else by its ending. */
export function kindsOf(genus: string, head: string): string[] {
  const byGenus = kindsOfGenus(genus);
  if (byGenus.length > 0) return byGenus;
  const byHead = BY_HEAD.get(singular(head));
  if (byHead !== undefined) return byHead;
  const bySuffix = SUFFIXES.find(([pattern]) => head.length > 5 && pattern.test(head));
  return bySuffix === undefined ? [] : [bySuffix[1]];
}
