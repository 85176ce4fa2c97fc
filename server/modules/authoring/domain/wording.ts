/** How objectives and joined titles are said in the languages that the platform has words for. */

export type Aim =
  | 'define'
  | 'recall'
  | 'identify'
  | 'distinguish'
  | 'calculate'
  | 'sequence'
  | 'match'
  | 'discuss'
  | 'explain'
  | 'read';

type Wording = {
  and: string;
  /** Before a list of what a lesson is about. */
  topics: string;
  /** Over the flashcards of a lesson. */
  cards: string;
  /** Titles of assessments. */
  quiz: string;
  exam: string;
  quote: readonly [string, string];
  /** Ways to say it; {a} and {b} are names in quotation marks. Openings differ within a language. */
  aims: Record<Aim, readonly string[]>;
};

const EN: Wording = {
  and: ' and ',
  topics: 'Topics: ',
  cards: 'Cards to remember',
  quiz: 'Quiz: {a}',
  exam: 'Final exam',
  quote: ['“', '”'],
  aims: {
    define: ['Define {a}', 'State what {a} means'],
    recall: ['Name {a} when it is described', 'Recall the term {a}', 'Use the term {a} correctly'],
    identify: [
      'Recognize true statements about {a}',
      'Explain what characterizes {a}',
      'Identify what holds for {a}',
    ],
    distinguish: ['Distinguish {a} from {b}', 'Contrast {a} with {b}'],
    calculate: ['Calculate with {a}', 'Solve numerical problems on {a}'],
    sequence: ['Put the steps of {a} in order', 'Arrange the steps of {a}'],
    match: ['Match {a} with what belongs to it', 'Assign to {a} what belongs to it'],
    discuss: ['Discuss {a} with reasons', 'Assess {a} with reasons'],
    explain: ['Explain {a} in your own words', 'Describe {a} with an example'],
    read: ['Summarize {a}', 'Outline {a}', 'Describe {a}'],
  },
};

const DE: Wording = {
  and: ' und ',
  topics: 'Themen: ',
  cards: 'Karten zum Merken',
  quiz: 'Quiz: {a}',
  exam: 'Abschlussprüfung',
  quote: ['„', '“'],
  aims: {
    define: ['Definieren, was {a} ist', 'Angeben, was {a} bedeutet'],
    recall: ['Nennen, was als {a} bezeichnet wird', 'Wiedergeben, wofür {a} steht'],
    identify: ['Erkennen, was auf {a} zutrifft', 'Beurteilen, welche Aussagen über {a} stimmen'],
    distinguish: ['Unterscheiden zwischen {a} und {b}', 'Vergleichen von {a} mit {b}'],
    calculate: ['Rechnen mit {a}', 'Lösen von Rechenaufgaben zu {a}'],
    sequence: ['Ordnen der Schritte von {a}', 'Aufzählen der Schritte von {a} der Reihe nach'],
    match: ['Zuordnen, was zu {a} gehört', 'Verbinden von {a} mit dem, was dazugehört'],
    discuss: ['Erörtern von {a} mit Gründen', 'Bewerten von {a} mit Gründen'],
    explain: ['Erklären von {a} in eigenen Worten', 'Beschreiben von {a} an einem Beispiel'],
    read: ['Zusammenfassen von {a}', 'Darstellen von {a}', 'Beschreiben von {a}'],
  },
};

const FR: Wording = {
  and: ' et ',
  topics: 'Thèmes : ',
  cards: 'Cartes à retenir',
  quiz: 'Quiz : {a}',
  exam: 'Examen final',
  quote: ['« ', ' »'],
  aims: {
    define: ['Définir {a}', 'Indiquer le sens de {a}'],
    recall: ['Nommer {a} d’après sa description', 'Citer le terme {a}'],
    identify: ['Reconnaître ce qui est vrai de {a}', 'Identifier les propriétés de {a}'],
    distinguish: ['Distinguer {a} de {b}', 'Comparer {a} et {b}'],
    calculate: ['Calculer avec {a}', 'Résoudre des problèmes numériques sur {a}'],
    sequence: ['Ordonner les étapes de {a}', 'Énumérer dans l’ordre les étapes de {a}'],
    match: ['Associer à {a} ce qui lui correspond', 'Relier {a} à ce qui lui correspond'],
    discuss: ['Discuter {a} avec des arguments', 'Évaluer {a} avec des arguments'],
    explain: ['Expliquer {a} avec ses propres mots', 'Décrire {a} par un exemple'],
    read: ['Résumer {a}', 'Présenter {a}', 'Décrire {a}'],
  },
};

const ES: Wording = {
  and: ' y ',
  topics: 'Temas: ',
  cards: 'Tarjetas para recordar',
  quiz: 'Cuestionario: {a}',
  exam: 'Examen final',
  quote: ['«', '»'],
  aims: {
    define: ['Definir {a}', 'Indicar qué significa {a}'],
    recall: ['Nombrar {a} a partir de su descripción', 'Recordar el término {a}'],
    identify: ['Reconocer lo que es cierto de {a}', 'Identificar las propiedades de {a}'],
    distinguish: ['Distinguir {a} de {b}', 'Comparar {a} con {b}'],
    calculate: ['Calcular con {a}', 'Resolver problemas numéricos sobre {a}'],
    sequence: ['Ordenar los pasos de {a}', 'Enumerar en orden los pasos de {a}'],
    match: ['Relacionar {a} con lo que le corresponde', 'Asociar a {a} lo que le corresponde'],
    discuss: ['Debatir {a} con argumentos', 'Valorar {a} con argumentos'],
    explain: ['Explicar {a} con palabras propias', 'Describir {a} con un ejemplo'],
    read: ['Resumir {a}', 'Exponer {a}', 'Describir {a}'],
  },
};

const AR: Wording = {
  and: ' و',
  topics: 'المواضيع: ',
  cards: 'بطاقات للحفظ',
  quiz: 'اختبار قصير: {a}',
  exam: 'الاختبار النهائي',
  quote: ['«', '»'],
  aims: {
    define: ['تعريف {a}', 'بيان معنى {a}'],
    recall: ['تسمية {a} من وصفه', 'ذكر مصطلح {a}'],
    identify: ['تمييز ما يصح عن {a}', 'تحديد خصائص {a}'],
    distinguish: ['التفريق بين {a} و{b}', 'المقارنة بين {a} و{b}'],
    calculate: ['الحساب باستخدام {a}', 'حل مسائل عددية عن {a}'],
    sequence: ['ترتيب خطوات {a}', 'سرد خطوات {a} بالترتيب'],
    match: ['ربط {a} بما يناسبه', 'مطابقة {a} مع ما يناسبه'],
    discuss: ['مناقشة {a} بالحجج', 'تقييم {a} بالحجج'],
    explain: ['شرح {a} بأسلوبك', 'وصف {a} بمثال'],
    read: ['تلخيص {a}', 'عرض {a}', 'وصف {a}'],
  },
};

const WORDINGS: Record<string, Wording> = { en: EN, de: DE, fr: FR, es: ES, ar: AR };

/** English for languages without words of their own: better than an objective without a verb. */
export const wordingOf = (language: string): Wording => WORDINGS[language.slice(0, 2)] ?? EN;

export const hasWording = (language: string): boolean => language.slice(0, 2) in WORDINGS;

/** An objective, ready to be read. @param way which of the ways to say it; counted round. */
export function sayAim(language: string, aim: Aim, way: number, a: string, b = ''): string {
  const { aims, quote } = wordingOf(language);
  const ways = aims[aim];
  const quoted = (name: string) => `${quote[0]}${name}${quote[1]}`;
  return (ways[way % ways.length] ?? '')
    .replace('{a}', () => quoted(a))
    .replace('{b}', () => quoted(b));
}

export const waysOf = (language: string, aim: Aim): number => wordingOf(language).aims[aim].length;

/** `A`, `A and B`; three and more with commas. */
export function joinNames(language: string, names: readonly string[]): string {
  const { and } = wordingOf(language);
  const comma = language.startsWith('ar') ? '، ' : ', ';
  if (names.length <= 1) return names[0] ?? '';
  // Names that hold the word themselves would run into each other.
  if (names.some((name) => name.includes(and) || name.includes(comma))) return names.join('; ');
  if (language.startsWith('en')) {
    const [first = '', ...others] = names;
    const small = others.map((name) => name.replace(/^(?:The|An?) /, (word) => word.toLowerCase()));
    return `${[first, ...small.slice(0, -1)].join(comma)}${and}${small.at(-1)}`;
  }
  return `${names.slice(0, -1).join(comma)}${and}${names.at(-1)}`;
}

/** What a lesson is about, as a line. */
export const sayTopics = (language: string, titles: readonly string[]): string =>
  `${wordingOf(language).topics}${titles.join(language.startsWith('ar') ? '، ' : ', ')}.`;

export const sayCards = (language: string): string => wordingOf(language).cards;
export const sayExam = (language: string): string => wordingOf(language).exam;

/** The title of the quiz on a lesson or module. */
export const sayQuiz = (language: string, about: string): string =>
  wordingOf(language).quiz.replace('{a}', () => about);
