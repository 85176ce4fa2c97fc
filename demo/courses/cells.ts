import { cellsQuestions } from './cells-questions.ts';
import type { DemoCourse } from './course.ts';

const book = (quote: string) => ({ file: 'cell-biology.md', quote }) as const;

export const cellsCourse = {
  key: 'cells',
  title: 'How cells get and use energy',
  description:
    'From a drop of blood in salt water to the count of ATP from one glucose: how substances cross the membrane, how cells pay for their work, and how sugar is made and burned. The last part puts a classroom experiment to the test, with the statistics of the course before.',
  difficulty: 'intermediate',
  category: 'Biology',
  tags: ['cells', 'osmosis', 'ATP', 'photosynthesis', 'respiration'],
  objectives: [
    'Predict which way water moves between two solutions',
    'Tell passive from active transport and say what each costs',
    'Explain how ATP carries energy to where work is done',
    'Follow a glucose through photosynthesis and respiration, and count the ATP',
    'Judge a simple experiment by its means and intervals',
  ],
  thumbnail: 'cells.webp',
  isFeatured: false,
  requires: ['statistics'],
  modules: [
    {
      title: 'Across the membrane',
      description: 'What gets in, what gets out, and what it costs.',
      lessons: [
        {
          key: 'energy',
          title: 'What energy means for a cell',
          summary: 'Two laws that hold in every cell, and why energy comes in small portions.',
          objectives: ['State the two laws for a cell', 'Tell catabolic from anabolic reactions'],
          minutes: 4,
          isFree: true,
          serves: { kind: 'article', file: 'cells/energy.md' },
        },
        {
          key: 'osmosis',
          title: 'Osmosis: which way does the water go?',
          summary:
            'A film of three minutes that stops five times to ask you: three drops of blood, a tank, and a plant that wilts.',
          objectives: [
            'Predict the movement of water from the dissolved particles',
            'Use hypertonic, hypotonic and isotonic correctly',
          ],
          minutes: 8,
          serves: {
            kind: 'video',
            milestones: [
              {
                chapter: 'membrane',
                title: 'What crosses?',
                isRequired: true,
                retryLimit: null,
                questions: ['crosses-alone'],
              },
              {
                chapter: 'tank',
                title: 'Which way?',
                isRequired: true,
                retryLimit: null,
                questions: ['way-of-water', 'no-pump'],
              },
              {
                chapter: 'tonicity',
                title: 'Three solutions',
                isRequired: true,
                retryLimit: 3,
                questions: ['cell-in-150', 'three-solutions'],
              },
              {
                chapter: 'plants',
                title: 'Plants in the rain',
                isRequired: false,
                retryLimit: 2,
                questions: ['plant-in-rain'],
              },
              {
                chapter: 'clinic',
                title: 'In the hospital',
                isRequired: true,
                retryLimit: null,
                questions: ['salt-in-a-drip'],
              },
            ],
          },
        },
        {
          key: 'pumps',
          title: 'Pumps that work uphill',
          summary:
            'Active transport, cotransport, and why a drink with sugar and salt saves lives.',
          objectives: [
            'Compare four ways across the membrane',
            'Explain how a gradient can be spent',
          ],
          minutes: 5,
          serves: { kind: 'article', file: 'cells/pumps.md' },
        },
        {
          key: 'quiz-membranes',
          title: 'Quiz: membranes and transport',
          summary: 'Five questions on the first module.',
          objectives: [],
          minutes: 7,
          serves: {
            kind: 'assessment',
            form: 'quiz',
            instructions: 'Five questions. Try as often as you like; your best result counts.',
            passingScore: 60,
            maxAttempts: null,
            timeLimitMinutes: null,
            sections: [
              {
                title: 'Membranes and transport',
                draw: 'all',
                questions: [
                  'cell-in-150',
                  'glucose-into-red-cells',
                  'sodium-out',
                  'needs-energy',
                  'plant-in-rain',
                ],
              },
            ],
          },
        },
      ],
    },
    {
      title: 'The energy currency',
      description: 'ATP, and the enzymes that spend it.',
      lessons: [
        {
          key: 'atp',
          title: 'ATP: small change, spent all day',
          summary: 'How a compressed spring of three phosphates pays for movement and pumps.',
          objectives: ['Explain why ATP releases energy', 'Name the three kinds of cellular work'],
          minutes: 5,
          serves: { kind: 'article', file: 'cells/atp.md' },
        },
        {
          key: 'enzymes',
          title: 'Enzymes in small pieces',
          summary: 'Short pieces on catalysts and active sites, then cards and questions.',
          objectives: [
            'Explain how an enzyme speeds up a reaction',
            'Tell competitive from noncompetitive inhibition',
          ],
          minutes: 12,
          serves: {
            kind: 'path',
            nuggetsOf: { file: 'cell-biology.md', chapter: 'Enzymes', atMost: 4 },
            items: [
              'card-active-site',
              'card-denaturation',
              'card-coenzyme',
              'why-enzymes-work',
              'more-substrate',
              'pepsin-moves',
            ],
          },
        },
      ],
    },
    {
      title: 'Sugar made and burned',
      description: 'Photosynthesis, respiration, and the bill.',
      lessons: [
        {
          key: 'photosynthesis',
          title: 'Photosynthesis in two stages',
          summary: 'Catch the light, build the sugar, and find what holds it back.',
          objectives: [
            'Put the steps of the light reactions in order',
            'Find the limiting factor of a situation',
          ],
          minutes: 6,
          serves: { kind: 'article', file: 'cells/photosynthesis.md' },
        },
        {
          key: 'counting',
          title: 'Counting the ATP',
          summary: 'One glucose, four stages, and a sum that you can do with a pencil.',
          objectives: ['Count the ATP from one glucose', 'Explain what fermentation is for'],
          minutes: 6,
          serves: { kind: 'article', file: 'cells/counting.md' },
        },
        {
          key: 'quiz-sugar',
          title: 'Quiz: sugar made and burned',
          summary: 'Five questions, other ones in each attempt.',
          objectives: [],
          minutes: 8,
          serves: {
            kind: 'assessment',
            form: 'quiz',
            instructions:
              'Five questions drawn from a larger set. Each attempt brings other ones, and your best result counts.',
            passingScore: 60,
            maxAttempts: null,
            timeLimitMinutes: null,
            sections: [
              {
                title: 'Photosynthesis and respiration',
                draw: 5,
                questions: [
                  'price-of-glucose',
                  'dull-morning',
                  'net-of-glycolysis',
                  'share-of-energy',
                  'why-ferment',
                  'places-of-work',
                  'plants-at-night',
                ],
              },
            ],
          },
        },
      ],
    },
    {
      title: 'Measure it yourself',
      description: 'An experiment, a report, and the final exam.',
      lessons: [
        {
          key: 'experiment',
          title: 'Reading the pondweed experiment',
          summary: 'Sixteen minutes of bubbles: describe, judge, doubt.',
          objectives: [
            'Compare two means with a confidence interval',
            'Find what else could explain a difference',
          ],
          minutes: 6,
          serves: { kind: 'article', file: 'cells/experiment.md' },
        },
        {
          key: 'report',
          title: 'Report on the experiment',
          summary: 'Write a short report. A teacher reads it.',
          objectives: ['Report an experiment so that others can judge it'],
          minutes: 60,
          serves: {
            kind: 'assignment',
            instructions:
              'Write a report of 300 to 600 words on the pondweed experiment of the lesson before, or on one that you have carried out yourself. Three parts: describe (the question, how it was measured, the means), judge (the difference with its confidence interval, and what follows), doubt (at least two other explanations and how you would rule them out). You may add a picture or a table as a file.',
            passingScore: 60,
            maxAttempts: 3,
            rubric: [
              {
                criterion: 'Describe',
                description:
                  'Question, procedure and means are complete enough to repeat the experiment.',
                points: 6,
              },
              {
                criterion: 'Judge',
                description:
                  'The interval is right, and the conclusion goes no further than it does.',
                points: 8,
              },
              {
                criterion: 'Doubt',
                description: 'Two plausible other explanations, each with a way to rule it out.',
                points: 6,
              },
            ],
          },
        },
        {
          key: 'exam',
          title: 'Final exam',
          summary: 'Ten questions in thirty minutes, drawn anew for each attempt.',
          objectives: [],
          minutes: 30,
          serves: {
            kind: 'assessment',
            form: 'exam',
            instructions:
              'Ten questions in three parts, thirty minutes, two attempts. The clock runs from the moment you begin, and your answers are kept as you give them. You need 70 %.',
            passingScore: 70,
            maxAttempts: 2,
            timeLimitMinutes: 30,
            sections: [
              {
                title: 'Membranes',
                draw: 3,
                questions: [
                  'way-of-water',
                  'three-solutions',
                  'salt-in-a-drip',
                  'glucose-into-red-cells',
                  'needs-energy',
                ],
              },
              {
                title: 'Energy and enzymes',
                draw: 3,
                questions: [
                  'two-moles',
                  'fat-or-starch',
                  'why-enzymes-work',
                  'more-substrate',
                  'pepsin-moves',
                ],
              },
              {
                title: 'Sugar',
                draw: 4,
                questions: [
                  'origin-of-oxygen',
                  'dull-morning',
                  'price-of-glucose',
                  'last-acceptor',
                  'carriers-of-the-cycle',
                  'share-of-energy',
                  'why-ferment',
                  'places-of-work',
                ],
              },
            ],
          },
        },
      ],
    },
  ],
  questions: cellsQuestions,
  cards: {
    'card-active-site': {
      from: book(
        'The active site is the region of an enzyme where the substrate binds and the reaction takes place.',
      ),
      front: 'Active site',
      back: 'The region of an enzyme where the substrate binds and the reaction takes place.',
    },
    'card-denaturation': {
      from: book("Denaturation is the loss of a protein's natural shape and function."),
      front: 'Denaturation',
      back: 'The loss of a protein’s natural shape and function, for example in the heat.',
    },
    'card-coenzyme': {
      from: book('A coenzyme is an organic cofactor, and many coenzymes are made from vitamins.'),
      front: 'What is a coenzyme?',
      back: 'An organic cofactor, such as NAD⁺. Many are made from vitamins.',
    },
  },
} as const satisfies DemoCourse;
