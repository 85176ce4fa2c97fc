import type { RecordedRequest, Reply } from '../../../../ports/ai/testing/openai-server.ts';

export const RIVERS = `# Rivers

A river is a natural stream of fresh water that flows across the land towards a sea, a lake or another river. The source of a river is the place where its water begins, often a spring, a lake or a melting glacier high in the mountains. The mouth of a river is the place where it ends and gives its water to something larger. A tributary is a smaller river that flows into a larger river and adds its water to it. Together a river and all its tributaries drain an area of land that is called a drainage basin. The border between two drainage basins is called a watershed, and it mostly runs along the crest of hills or mountains.
`;

export const DELTAS = `# Deltas

A delta is the land that a river builds at its mouth out of sand and mud. Sediment is the sand, mud and gravel that moving water carries along. Where a river reaches the sea it slows down, and slow water can no longer carry its sediment. The sediment sinks to the ground and over many years forms new land. Deltas are often flat and fertile, and so many people farm and live on them. A flood plain is the flat land beside a river that the river covers when it rises. Erosion is the wearing away of land by water, wind or ice. Erosion in the mountains is where most of the sediment of a delta comes from in the first place.
`;

/** All that a request says to the model. */
export const promptOf = (request: RecordedRequest): string =>
  (request.body.messages as { content: unknown }[])
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)))
    .join('\n');

export const schemaOf = (request: RecordedRequest): string =>
  request.body.response_format?.json_schema?.name ?? '';

/** The passages of a request, as a model reads them. */
export function passagesOf(request: RecordedRequest): { label: string; text: string }[] {
  return [
    ...promptOf(request).matchAll(/<<<(\w+) BEGIN (P\d+)>>>\n([\s\S]*?)\n<<<\1 END \2>>>/g),
  ].map(([, , label = '', body = '']) => ({ label, text: body.replace(/^\[heading\].*\n/, '') }));
}

const sentencesOf = (text: string): string[] =>
  text.match(/[A-Z][^.!?\n]*[.!?]/g)?.map((sentence) => sentence.trim()) ?? [];

/** Definitions that make sound cards and questions. */
const ASKED = /^A (tributary|delta) is (.*)\.$/;

const entry = (label: string, quotes: string[]) => ({
  citations: quotes.map((quote) => ({ passage: label, quote })),
  concepts: ['river'],
  difficulty: 3,
  quality: 0.9,
});

/** What a careful model answers: items made of the sentences of each passage. */
export function answerOf(request: RecordedRequest): unknown {
  const passages = passagesOf(request).map(({ label, text }) => ({
    label,
    sentences: sentencesOf(text),
  }));
  switch (schemaOf(request)) {
    case 'concepts':
      return {
        concepts: passages.flatMap(({ label, sentences }) =>
          sentences.flatMap((sentence) => {
            const name = /^An? ([\w ]+?) is /.exec(sentence)?.[1];
            if (name === undefined) return [];
            const definition = sentence;
            const citation = { passage: label, quote: sentence };
            const common = { aliases: [], mentionedIn: [label], prerequisites: [], related: [] };
            return [{ name, definition, citation, ...common }];
          }),
        ),
      };
    case 'nuggets':
      return {
        nuggets: passages.map(({ label, sentences }) => ({
          title: `What to know of ${sentences[0]?.split(' ')[1]}`,
          text: sentences.join(' '),
          topics: ['rivers'],
          prerequisites: [],
          related: [],
          ...entry(label, sentences),
        })),
      };
    case 'flashcards':
      return {
        flashcards: passages.flatMap(({ label, sentences }) =>
          sentences.flatMap((sentence) => {
            const match = ASKED.exec(sentence);
            if (!match) return [];
            const [, front = '', back = ''] = match;
            return [{ style: 'term_to_definition', front, back, ...entry(label, [sentence]) }];
          }),
        ),
      };
    case 'questions':
      return {
        questions: passages.flatMap(({ label, sentences }) =>
          sentences.flatMap((sentence) => {
            const match = ASKED.exec(sentence);
            if (!match) return [];
            const [, name = '', rest = ''] = match;
            return [
              {
                questionType: 'short_answer',
                accepted: [name],
                stem: `What is the name for ${rest}?`,
                explanation: sentence,
                hints: ['It is a feature of the landscape.'],
                ...entry(label, [sentence]),
              },
            ];
          }),
        ),
      };
    case 'summaries':
      return {
        summaries: passages.slice(0, 1).map(({ label, sentences }) => ({
          title: `In short: ${sentences[0]?.slice(0, 20)}`,
          brief: null,
          text: sentences.slice(0, 3).join(' '),
          detailed: null,
          ...entry(label, sentences.slice(0, 3)),
        })),
      };
    default:
      return {};
  }
}

export const goodModel = (request: RecordedRequest): Reply => ({
  kind: 'answer',
  content: answerOf(request),
  tokensIn: 500,
  tokensOut: 100,
});
