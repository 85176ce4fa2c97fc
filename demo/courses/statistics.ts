import type { DemoCourse } from './course.ts';
import { statisticsQuestions } from './statistics-questions.ts';

const book = (quote: string) => ({ file: 'statistics-first-course.md', quote }) as const;

export const statisticsCourse = {
  key: 'statistics',
  title: 'Statistics for everyday decisions',
  description:
    'Averages that mislead, surveys that miss, and causes that are none: how to read a number before you act on it. You need arithmetic, a square root and some curiosity. At the end you can take a survey from the news apart and say what it shows.',
  difficulty: 'beginner',
  category: 'Statistics',
  tags: ['averages', 'sampling', 'surveys', 'confidence intervals', 'causality'],
  objectives: [
    'Choose the measure of centre and of spread that suits a set of data',
    'Estimate the margin of error of a survey in your head',
    'Name the biases that no large sample removes',
    'Read a confidence interval and a p-value without the common mistakes',
    'Tell a relationship from a cause',
  ],
  thumbnail: 'statistics.webp',
  isFeatured: true,
  requires: [],
  modules: [
    {
      title: 'Describe what you see',
      description: 'Centre and spread: two numbers that say more than a table of a thousand rows.',
      lessons: [
        {
          key: 'centre',
          title: 'Mean, median, mode',
          summary: 'Three averages, and how a single passenger changes one of them.',
          objectives: [
            'Compute mean, median and mode',
            'Say which of them an outlier moves, and choose between them',
          ],
          minutes: 5,
          isFree: true,
          serves: { kind: 'article', file: 'statistics/centre.md' },
        },
        {
          key: 'spread',
          title: 'How different are the values?',
          summary: 'Range, quartiles and the standard deviation, step by step.',
          objectives: ['Compute a standard deviation by hand', 'Compare results by their z-scores'],
          minutes: 6,
          serves: { kind: 'article', file: 'statistics/spread.md' },
        },
        {
          key: 'words',
          title: 'Words for data',
          summary: 'Short pieces on variables and graphs, then cards to keep the words.',
          objectives: ['Tell the kinds of variables apart', 'Name the right graph for each'],
          minutes: 10,
          serves: {
            kind: 'path',
            nuggetsOf: {
              file: 'statistics-first-course.md',
              chapter: 'Data and variables',
              atMost: 4,
            },
            items: ['card-outlier', 'card-resistant', 'card-z-score', 'colours-of-cars'],
          },
        },
        {
          key: 'quiz-describing',
          title: 'Quiz: describing data',
          summary: 'Five questions on the first module.',
          objectives: [],
          minutes: 8,
          serves: {
            kind: 'assessment',
            form: 'quiz',
            instructions:
              'Five questions. You may look things up and try as often as you like; your best result counts.',
            passingScore: 60,
            maxAttempts: null,
            timeLimitMinutes: null,
            sections: [
              {
                title: 'Describing data',
                draw: 'all',
                questions: [
                  'mean-of-four',
                  'one-outlier',
                  'long-tail',
                  'kinds-of-variables',
                  'z-score',
                ],
              },
            ],
          },
        },
      ],
    },
    {
      title: 'From a sample to a city',
      description: 'What a thousand interviews can say about everybody, and what they cannot.',
      lessons: [
        {
          key: 'thousand',
          title: 'Why 1,000 people can be enough',
          summary: 'The spoon and the pot, and a rule for the margin of error.',
          objectives: [
            'Tell a parameter from a statistic',
            'Estimate a margin of error from the size of the sample',
          ],
          minutes: 6,
          serves: { kind: 'article', file: 'statistics/thousand.md' },
        },
        {
          key: 'bias',
          title: 'Bias does not average out',
          summary: 'How one of the largest polls ever made named the wrong president.',
          objectives: ['Recognize four kinds of bias', 'Tell fair ways to draw a sample apart'],
          minutes: 6,
          serves: { kind: 'article', file: 'statistics/bias.md' },
        },
        {
          key: 'quiz-samples',
          title: 'Quiz: samples and bias',
          summary: 'Four questions, other ones in each attempt.',
          objectives: [],
          minutes: 7,
          serves: {
            kind: 'assessment',
            form: 'quiz',
            instructions:
              'Four questions drawn from a larger set. Each attempt brings other ones, and your best result counts.',
            passingScore: 60,
            maxAttempts: null,
            timeLimitMinutes: null,
            sections: [
              {
                title: 'Samples and bias',
                draw: 4,
                questions: [
                  'margin-of-400',
                  'size-of-the-city',
                  'bias-and-size',
                  'pupils-from-classes',
                  'name-of-the-whole',
                  'parameter-or-statistic',
                ],
              },
            ],
          },
        },
      ],
    },
    {
      title: 'Judge a claim',
      description: 'How sure, how surprising, and because of what.',
      lessons: [
        {
          key: 'intervals',
          title: 'Intervals and surprises',
          summary: 'Confidence intervals and p-values, and three traps around them.',
          objectives: [
            'Compute and explain a 95 % confidence interval',
            'Say what a p-value is, and what it is not',
          ],
          minutes: 7,
          serves: { kind: 'article', file: 'statistics/intervals.md' },
        },
        {
          key: 'causes',
          title: 'Together is not because',
          summary: 'Ice cream, two hospitals, and what a coin can prove.',
          objectives: [
            'Find a confounding variable',
            'Explain how a total can say the opposite of its parts',
          ],
          minutes: 6,
          serves: { kind: 'article', file: 'statistics/causes.md' },
        },
        {
          key: 'assignment',
          title: 'Take a survey apart',
          summary:
            'Choose a survey from the news and say what it shows. A teacher reads your work.',
          objectives: ['Judge a published survey by four questions'],
          minutes: 45,
          isRequired: false,
          serves: {
            kind: 'assignment',
            instructions:
              'Find a survey in a newspaper or on a news site, not older than a year. Write 250 to 500 words that answer four questions in this order: Which population is the claim about? How was the sample chosen? How large is the margin of error, and what follows from it for the headline? Who did not answer, and how was the question worded? End with the headline that you would have written. Give the address or the source of the survey.',
            passingScore: 60,
            maxAttempts: 3,
            rubric: [
              {
                criterion: 'Population and sample',
                description:
                  'Names both, and says how the sample was drawn or that the source keeps it to itself.',
                points: 5,
              },
              {
                criterion: 'Margin of error',
                description: 'Computes or checks it, and applies it to the claim.',
                points: 5,
              },
              {
                criterion: 'Bias',
                description:
                  'Finds at least one plausible bias and says in which direction it pushes.',
                points: 5,
              },
              {
                criterion: 'A fair headline',
                description: 'The new headline says no more than the data.',
                points: 5,
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
                title: 'Describing data',
                draw: 3,
                questions: [
                  'one-outlier',
                  'long-tail',
                  'z-score',
                  'kinds-of-variables',
                  'colours-of-cars',
                ],
              },
              {
                title: 'Samples',
                draw: 3,
                questions: [
                  'margin-of-400',
                  'size-of-the-city',
                  'bias-and-size',
                  'pupils-from-classes',
                  'parameter-or-statistic',
                ],
              },
              {
                title: 'Claims',
                draw: 4,
                questions: [
                  'end-of-interval',
                  'error-of-36',
                  'meaning-of-p',
                  'smoke-alarm',
                  'twenty-tests',
                  'more-power',
                  'left-over',
                  'plan-of-a-study',
                ],
              },
            ],
          },
        },
      ],
    },
  ],
  questions: statisticsQuestions,
  cards: {
    'card-outlier': {
      from: book('An outlier is a value that lies far away from most of the other values.'),
      front: 'Outlier',
      back: 'A value that lies far away from most of the other values.',
    },
    'card-resistant': {
      from: book('A resistant measure is a measure that outliers affect little.'),
      front: 'Resistant measure',
      back: 'A measure that outliers affect little, such as the median.',
    },
    'card-z-score': {
      from: book(
        'A z-score is the number of standard deviations by which a value lies above or below the mean.',
      ),
      front: 'What does a z-score count?',
      back: 'The standard deviations by which a value lies above or below the mean.',
    },
  },
} as const satisfies DemoCourse;
