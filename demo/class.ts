/** How far somebody has come in a course of the demo. */
export interface DemoStudy {
  readonly email: string;
  /** Key of the course. */
  readonly course: string;
  /** Days before the demo is made on which they began, and on which they were last there. */
  readonly from: number;
  readonly to: number;
  /** Key of the last lesson that they have completed; `all` for a completed course. */
  readonly upTo: string;
  /** Share of the questions answered rightly in the attempts at the exam, in order. */
  readonly exam?: readonly number[];
  /** The same for each quiz; one that is not passed is taken again. */
  readonly quiz: number;
  /** A film in the middle of which they are: its lesson, and how far they have watched it. */
  readonly watching?: { readonly key: string; readonly untilSeconds: number };
}

/** Who takes which course; those who never enrolled are left out. */
export const demoClass: readonly DemoStudy[] = [
  {
    email: 'student@example.com',
    course: 'statistics',
    from: 27,
    to: 8,
    upTo: 'all',
    quiz: 0.8,
    exam: [0.6, 0.9],
  },
  {
    email: 'daniel.mbeki@example.com',
    course: 'statistics',
    from: 43,
    to: 30,
    upTo: 'all',
    quiz: 0.8,
    exam: [0.8],
  },
  {
    email: 'yuki.tanaka@example.com',
    course: 'statistics',
    from: 37,
    to: 25,
    upTo: 'all',
    quiz: 1,
    exam: [1],
  },
  {
    email: 'priya.raghavan@example.com',
    course: 'statistics',
    from: 32,
    to: 18,
    upTo: 'all',
    quiz: 0.8,
    exam: [0.7],
  },
  {
    email: 'grace.wanjiru@example.com',
    course: 'statistics',
    from: 21,
    to: 13,
    upTo: 'all',
    quiz: 0.8,
    exam: [0.9],
  },
  {
    email: 'meiling.chen@example.com',
    course: 'statistics',
    from: 13,
    to: 1,
    upTo: 'causes',
    quiz: 1,
  },
  {
    email: 'lucas.ferreira@example.com',
    course: 'statistics',
    from: 35,
    to: 2,
    upTo: 'causes',
    quiz: 0.4,
    exam: [0.4, 0.5],
  },
  {
    email: 'tomasz.zielinski@example.com',
    course: 'statistics',
    from: 26,
    to: 3,
    upTo: 'quiz-samples',
    quiz: 0.7,
  },
  {
    email: 'omar.haddad@example.com',
    course: 'statistics',
    from: 18,
    to: 6,
    upTo: 'spread',
    quiz: 0.4,
  },
  {
    email: 'ingrid.solberg@example.com',
    course: 'statistics',
    from: 4,
    to: 4,
    upTo: 'centre',
    quiz: 0.6,
  },
  {
    email: 'student@example.com',
    course: 'cells',
    from: 1,
    to: 1,
    upTo: 'energy',
    quiz: 0.8,
    watching: { key: 'osmosis', untilSeconds: 104 },
  },
  {
    email: 'daniel.mbeki@example.com',
    course: 'cells',
    from: 29,
    to: 9,
    upTo: 'all',
    quiz: 1,
    exam: [0.9],
  },
  {
    email: 'priya.raghavan@example.com',
    course: 'cells',
    from: 17,
    to: 2,
    upTo: 'quiz-sugar',
    quiz: 0.8,
  },
  {
    email: 'grace.wanjiru@example.com',
    course: 'cells',
    from: 12,
    to: 2,
    upTo: 'experiment',
    quiz: 0.8,
  },
  {
    email: 'yuki.tanaka@example.com',
    course: 'cells',
    from: 10,
    to: 5,
    upTo: 'pumps',
    quiz: 1,
  },
];

/** Work that learners hand in for an assignment. */
export interface DemoSubmission {
  readonly email: string;
  readonly course: string;
  /** Key of the lesson. */
  readonly lesson: string;
  readonly daysAgo: number;
  readonly text: string;
  /** What the teacher made of it; null while it waits. */
  readonly graded: {
    readonly daysAgo: number;
    /** Points by criterion, in the order of the rubric. */
    readonly points: readonly number[];
    readonly comment: string;
    /** Words of the text, and what the teacher wrote beside them. */
    readonly remarks: readonly { readonly quote: string; readonly text: string }[];
  } | null;
}

export const demoSubmissions: readonly DemoSubmission[] = [
  {
    email: 'student@example.com',
    course: 'statistics',
    lesson: 'assignment',
    daysAgo: 11,
    text: `The survey: "Two in three commuters would leave the car at home for a faster train", regional evening paper, front page, in March.

Population. The claim is about commuters of the region. The paper never says who counts as one. From the small print I take it that they mean everybody who travels more than 10 km to work, about 210,000 people.

Sample. The paper put the question on its website for five days and got 2,315 answers. Nobody was drawn by chance. Whoever read the article about the new train could click, and nothing stopped anybody from clicking twice.

Margin of error. One divided by the square root of 2,315 is about 0.021, so the margin would be 2 percentage points, and 66 per cent would mean 64 to 68. But this rule is for random samples. Here the margin is a number without a meaning, because chance had nothing to do with who answered.

Who did not answer. People who like driving had no reason to open an article about trains. People without time to read the site at work are missing as well, and so are those who do not read this paper. I think that the bias pushes the number up. The wording helps it along: "Would you leave the car at home if the train were faster and cheaper?" Nobody says how much faster, and the new train will not be cheaper.

My headline: "Two in three of our readers who clicked say they would take a faster train". It is a worse headline and a better sentence.

Source: web page of the paper, with the question and the number of answers in a box at the end.`,
    graded: {
      daysAgo: 10,
      points: [5, 4, 5, 4],
      comment:
        'A careful piece of work, Sofia. You saw that the margin makes no sense without chance, which most readers miss. One thing for next time: say what a better survey would have looked like.',
      remarks: [
        {
          quote: 'Here the margin is a number without a meaning',
          text: 'Exactly. This is the most important sentence of your text.',
        },
        {
          quote: 'I think that the bias pushes the number up.',
          text: 'Good that you name the direction. Could anything push the other way?',
        },
      ],
    },
  },
  {
    email: 'meiling.chen@example.com',
    course: 'statistics',
    lesson: 'assignment',
    daysAgo: 1,
    text: `I chose the customer survey of a supermarket chain that hung beside the checkout last month: "9 out of 10 customers recommend us!"

Which population? All customers of the chain, it seems. There are 140 shops, so this must be several hundred thousand people.

How was the sample chosen? I asked at the desk. The cashiers gave a card to customers "when there was time", and 412 cards came back. That is a convenience sample. When there is time there is no queue, and people without a queue are in a good mood.

How large is the margin of error? With 412 answers the rule gives 1 divided by 20.3, which is about 5 points. For a share near 90 per cent it is smaller, I found 3 points in another book, because the rule is made for shares near one half. But the sample was not random, so I would not print any margin at all.

Who did not answer? Nobody counted how many cards were given out. Angry customers throw such a card away or have stopped coming, and the second group is survivorship bias: they asked only those who are still customers. The question was "Would you recommend our friendly team to your friends?". The word friendly is already an answer, and it is about the team and not about the shop.

My headline: "Most of 412 customers who filled in a card like the team".`,
    graded: null,
  },
  {
    email: 'daniel.mbeki@example.com',
    course: 'cells',
    lesson: 'report',
    daysAgo: 13,
    text: `Describe. We asked whether pondweed makes more oxygen in brighter light. A branch stood in a glass of tap water with a little baking soda, 10 cm or 20 cm from a lamp. Bubbles from the cut stem were counted for one minute, eight times at each distance. A coin decided before every minute which distance came next, and the plant had two minutes to settle after each change. The means were 23.0 bubbles at 10 cm and 12.0 at 20 cm. The standard deviations were 2.27 and 2.00.

Judge. The difference is 11.0 bubbles in a minute. Its standard error is the root of 0.80 squared plus 0.71 squared, which is 1.07. The 95 % interval reaches from 8.9 to 13.1 bubbles. Zero is far away, so at this distance from the lamp, light (or something that comes with it) makes a clear difference. Light falls with the square of the distance, so there was about four times as much at 10 cm. The bubbles did not become four times as many. I take this as a sign that another factor, such as carbon dioxide, had begun to limit the rate.

Doubt. First, heat: the near lamp warms the water. A second glass of water between lamp and plant would take up the heat, and a thermometer would show whether it worked. Second, the bubbles are not all of one size. Collecting the gas in a syringe and measuring its volume would be better than counting. Third, I counted myself and knew the distance. Somebody behind a screen should count.

The result is for one branch of one plant. To speak about pondweed I would repeat it with ten plants and compare their means.`,
    graded: {
      daysAgo: 12,
      points: [6, 7, 6],
      comment:
        'Excellent. The remark on four times the light goes beyond what was asked. I took one point because an interval of 1.96 is a little too narrow for eight counts.',
      remarks: [
        {
          quote: 'The bubbles did not become four times as many.',
          text: 'A fine observation. How would you test whether carbon dioxide was the limit?',
        },
      ],
    },
  },
  {
    email: 'grace.wanjiru@example.com',
    course: 'cells',
    lesson: 'report',
    daysAgo: 2,
    text: `I repeated the experiment with my ninth grade, so these are our own numbers.

Describe. Question: does the distance from the lamp change how many bubbles a pondweed gives off? Six groups had one branch each. Every group counted two minutes at 10 cm and two minutes at 20 cm and took the mean. At 10 cm the six means were 18, 25, 21, 30, 16 and 22, together 132, so 22.0 on average. At 20 cm they were 10, 14, 12, 19, 9 and 14, together 78, so 13.0 on average.

Judge. The groups differ a lot, but each group had its own plant, so I looked at the difference within each group: 8, 11, 9, 11, 7 and 8. The mean difference is 9.0 bubbles, the standard deviation of the differences is 1.67 and the standard error is 1.67 divided by the root of 6, about 0.68. The interval is 9.0 plus and minus 1.3, so from 7.7 to 10.3. The plants in brighter light gave off more bubbles.

Doubt. All groups began with 10 cm, because it was easier to explain. If the plants got tired, that would have made 20 cm look worse. Next time half of the groups should begin at 20 cm. The lamps also got hot. We had no thermometer, so I cannot say how much. And the students knew what should come out, because I had told them about limiting factors the week before.`,
    graded: null,
  },
];

/** Notes that learners took in lessons. */
export const demoNotes = [
  {
    email: 'student@example.com',
    course: 'statistics',
    lesson: 'intervals',
    isPublic: false,
    text: '95 % belongs to the method, not to this one interval. Ask Henrik for another example.',
  },
  {
    email: 'student@example.com',
    course: 'statistics',
    lesson: 'thousand',
    isPublic: true,
    text: 'To remember: the size of the spoon matters, not the size of the pot.',
  },
  {
    email: 'student@example.com',
    course: 'cells',
    lesson: 'energy',
    isPublic: false,
    text: 'Catabolic = breaks down, anabolic = builds up. Think of anabolic steroids building muscle.',
  },
  {
    email: 'daniel.mbeki@example.com',
    course: 'cells',
    lesson: 'energy',
    isPublic: true,
    text: 'Energy coupling comes back in every lesson. It pays to understand it here.',
  },
  {
    email: 'yuki.tanaka@example.com',
    course: 'statistics',
    lesson: 'causes',
    isPublic: true,
    text: 'Simpson’s paradox happened to us at work: conversion went up in every country and down overall, because more visitors came from the weaker one.',
  },
] as const;
