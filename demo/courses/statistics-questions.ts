import type { DemoQuestion } from './course.ts';
import {
  choice,
  gaps,
  number,
  order,
  pairs,
  questionsOn,
  several,
  truth,
} from './write-question.ts';

const book = questionsOn('statistics-first-course.md');
const lecture = questionsOn('reading-a-survey.vtt');

/** What the course on statistics asks, by key. */
export const statisticsQuestions = {
  /* Describing data */
  'median-of-five': book(
    'The median is the middle value when the values are arranged in order.',
    3,
    'Five passengers wait 4, 1, 9, 2 and 4 minutes. What is the median in minutes?',
    number(4, 0, 'minutes', 'min'),
    'In order the values are 1, 2, 4, 4 and 9. The third of five stands in the middle: 4 minutes.',
    { hint: 'Put the values in order first.' },
  ),
  'one-outlier': book(
    'The mean would rise from 6 to 11 minutes, whereas the median would stay at 5 minutes.',
    4,
    'Seven passengers wait 2, 3, 3, 5, 6, 8 and 15 minutes. The last of them now waits 50 minutes instead of 15. What changes?',
    choice(
      'Only the mean, which rises from 6 to 11 minutes',
      [
        'Only the median, which rises from 5 to 11 minutes',
        'The fourth of seven values is 5 before and after.',
      ],
      [
        'Both, and by the same number of minutes',
        'The median is the fourth value, and that stays 5.',
      ],
      [
        'Neither, because one value cannot move a summary',
        'The sum grows by 35 minutes, so the mean grows by 5.',
      ],
    ),
    'The sum grows by 35, so the mean grows by 35 ÷ 7 = 5 minutes. The middle value is still 5.',
  ),
  'spread-of-five': book(
    'The sample variance is the sum of the squared deviations divided by the number of values minus one.',
    5,
    'What is the sample standard deviation of 2, 2, 4, 6 and 6?',
    number(2, 0.01),
    'The mean is 4. The squared deviations are 4, 4, 0, 4 and 4, together 16. The variance is 16 ÷ (5 − 1) = 4, and its square root is 2.',
    { hint: 'Divide by four, not by five.' },
  ),
  'colours-of-cars': book(
    'The mode is the only one of the three measures that suits nominal data.',
    3,
    'A car park records the colour of each car. Which measure can sum up the colours?',
    choice(
      'The mode',
      ['The mean', 'Colours cannot be added up, so they have no mean.'],
      ['The median', 'Colours have no natural order, so none of them is in the middle.'],
      ['The range', 'There is no largest and no smallest colour to subtract.'],
    ),
    'Colour is a nominal variable: it can only be counted. The mode is the colour that occurs most often.',
  ),
  'mean-of-four': book(
    'The mean is the sum of all values divided by the number of values.',
    2,
    'A shop sells 3, 7, 8 and 10 umbrellas on four days. What is the mean for a day?',
    number(7, 0, 'umbrellas'),
    '3 + 7 + 8 + 10 = 28, and 28 ÷ 4 = 7.',
  ),
  'long-tail': book(
    'In a right-skewed distribution, the mean is usually greater than the median',
    5,
    'Most flats in a town cost about 200,000 euros, and a few villas cost many millions. How do the mean and the median price compare?',
    choice(
      'The mean is greater than the median',
      ['The mean is smaller than the median', 'The few high prices pull the mean up, not down.'],
      [
        'The two are practically equal',
        'They are alike in a symmetric distribution, but this one has a long right tail.',
      ],
    ),
    'The prices are right-skewed. The long tail pulls the mean toward itself and hardly moves the median.',
  ),
  'kinds-of-variables': book(
    'A discrete variable is a quantitative variable whose possible values can be counted',
    4,
    'Match each variable with its kind.',
    pairs(
      {
        'Eye colour': 'nominal',
        'Rating from poor to good': 'ordinal',
        'Children in a family': 'discrete',
        'Weight of an apple': 'continuous',
      },
      ['bimodal'],
    ),
    'Eye colour is named, a rating is ordered, children are counted, and weight can take any value in an interval.',
  ),
  'z-score': book(
    'The z-score equals the value minus the mean, divided by the standard deviation.',
    4,
    'A test has a mean of 52 points and a standard deviation of 8. What is the z-score of 64 points?',
    number(1.5, 0.001),
    '(64 − 52) ÷ 8 = 1.5: the result lies one and a half standard deviations above the mean.',
  ),
  /* Samples */
  'half-the-margin': lecture(
    'To cut the margin of error in half,',
    5,
    'A survey of 1,000 people has a margin of error of 3 points. About how many people must be asked for 1.5 points?',
    choice(
      '4,000',
      ['1,500', 'The margin falls with the square root of the number, so much more is needed.'],
      ['2,000', 'Twice as many people make the margin smaller by a factor of about 1.4 only.'],
      ['1,000,000', 'That would make the margin about thirty times smaller.'],
    ),
    'The margin goes with one divided by the square root of the number. Half the margin needs four times as many people.',
  ),
  'margin-of-400': lecture(
    'the margin of error is about one divided by the square root of the sample size.',
    4,
    'What is the approximate margin of error of a share near one half among 400 people, in percentage points?',
    number(5, 0.1, 'points', '%', 'percentage points'),
    'The square root of 400 is 20, and 1 ÷ 20 = 0.05, or 5 percentage points.',
  ),
  'size-of-the-city': lecture(
    'A sample of 1,000 is about as precise for a city of 400,000',
    5,
    'A random sample of 1,000 speaks for a city of 400,000. How large must it be to speak as precisely for a country of 40 million?',
    choice(
      'About 1,000',
      ['About 10,000', 'The rule for the margin does not contain the size of the population.'],
      [
        'About 100,000',
        'That keeps the share of the population the same, but the share does not matter.',
      ],
    ),
    'The size of the pot does not matter, the size of the spoon does: the margin depends on the sample alone.',
  ),
  'kinds-of-bias': book(
    'Nonresponse bias is bias that arises when those who do not answer differ from those who do.',
    5,
    'Match each survey with what is wrong with it.',
    pairs({
      'Only people with a landline are called': 'selection bias',
      'Four in five do not pick up': 'nonresponse bias',
      '"Do you want clean, modern trams?"': 'response bias',
      'Only firms that still exist are asked': 'survivorship bias',
    }),
    'Who can be chosen, who answers, how truthfully they answer, and who was left to be asked are four different questions.',
  ),
  'bias-and-size': book(
    'A larger sample reduces random error, but a larger sample does not remove bias.',
    3,
    'A large enough sample removes bias.',
    truth(false, 'The Literary Digest had 2.4 million replies and still named the wrong winner.'),
    'A larger sample reduces random error only. A systematic error stays, however many people are asked.',
  ),
  'pupils-from-classes': book(
    'Stratified sampling takes some members from every group, whereas cluster sampling takes all members from some groups.',
    4,
    'A school asks five pupils from each of its 24 classes. What kind of sample is that?',
    choice(
      'A stratified sample',
      ['A cluster sample', 'A cluster sample takes all the pupils of a few classes.'],
      [
        'A convenience sample',
        'The pupils are drawn by chance, and not because they are easy to reach.',
      ],
      ['A census', 'A census would ask every pupil.'],
    ),
    'Each class is a stratum, and some pupils are drawn from every stratum.',
  ),
  'name-of-the-whole': book(
    'A population is the complete group about which a question is asked.',
    2,
    'The complete group about which a question is asked is the ____; the part that is observed is the ____.',
    gaps(['population'], ['sample']),
    'A sample is drawn from the population in order to say something about the population.',
  ),
  'parameter-or-statistic': book(
    'A parameter is a number that describes a population. A statistic is a number that describes a sample.',
    3,
    '52 per cent of 1,000 people who were interviewed want a tram. What is this number?',
    choice(
      'A statistic',
      ['A parameter', 'A parameter describes the whole city, and nobody has asked the whole city.'],
      ['A frequency', 'A frequency is a count, here 520 people.'],
      ['A margin of error', 'The margin says how far the number may lie from the truth.'],
    ),
    'It describes the sample. The share in the whole city is the parameter, which it estimates.',
  ),
  /* Judging claims */
  'what-95-means': book(
    'If the sampling were repeated many times, about 95 % of the intervals made by the method would contain the true mean.',
    7,
    'A 95 % confidence interval for the mean wait reaches from 10 to 14 minutes. What does 95 % say?',
    choice(
      'Of many intervals made in this way, about 95 % contain the true mean',
      [
        'About 95 % of the passengers wait between 10 and 14 minutes',
        'The interval is about the mean, not about single passengers.',
      ],
      [
        'In 95 % of new samples the mean lies between 10 and 14',
        'Other samples have other intervals; this one is not their target.',
      ],
    ),
    'The confidence level describes the method. A single interval contains the true mean or it does not.',
  ),
  'end-of-interval': book(
    'A 95 % confidence interval for a mean in a large sample reaches from the sample mean minus 1.96 standard errors',
    5,
    'A large sample has a mean of 30 minutes and a standard error of 2 minutes. Where does its 95 % confidence interval end, in minutes?',
    number(33.92, 0.09, 'minutes', 'min'),
    '30 + 1.96 × 2 = 33.92 minutes.',
    { hint: 'Go up by 1.96 standard errors.' },
  ),
  'error-of-36': book(
    'The standard error of the mean equals the standard deviation divided by the square root of the sample size.',
    4,
    'Waiting times have a standard deviation of 12 minutes. What is the standard error of the mean of 36 passengers, in minutes?',
    number(2, 0.01, 'minutes', 'min'),
    '12 ÷ √36 = 12 ÷ 6 = 2 minutes.',
  ),
  'meaning-of-p': book(
    'A p-value is not the probability that the null hypothesis is true.',
    7,
    'A test gives a p-value of 0.03. What is that the probability of?',
    choice(
      'A result at least as extreme as this one, if there were no effect',
      [
        'The null hypothesis being true',
        'The p-value is computed as if it were true, so it cannot be its probability.',
      ],
      [
        'The effect being too small to matter',
        'How large an effect is, an interval tells and not the p-value.',
      ],
      [
        'The same result in another sample',
        'The p-value says nothing of how often a result repeats itself.',
      ],
    ),
    'The p-value starts from the assumption that there is no effect and asks how surprising the data are then.',
  ),
  'smoke-alarm': book(
    'A smoke alarm that sounds without a fire makes an error of type I',
    4,
    'A test finds an effect that does not exist. Which error is it?',
    choice(
      'An error of type I',
      ['An error of type II', 'Type II is the alarm that stays silent during a fire.'],
      ['Nonresponse bias', 'That arises when people who do not answer differ from the others.'],
    ),
    'Rejecting a true null hypothesis is the alarm without a fire: type I.',
  ),
  'twenty-tests': book(
    'A researcher who runs 20 independent tests of true null hypotheses at the level of 0.05 obtains at least one significant result with probability 1 − 0.95²⁰, or about 64 %.',
    6,
    'Twenty useless diets are tested at the level of 0.05. How likely is at least one "significant" result, in per cent?',
    number(64, 1.5, '%', 'per cent', 'percent'),
    'None is significant with probability 0.95²⁰ = 0.36, so at least one is with probability 0.64.',
  ),
  'more-power': book(
    'Larger samples, larger effects and less variation increase power.',
    5,
    'What makes it more likely that a test finds an effect that is real?',
    several(
      ['A larger sample', 'Less variation among the cases'],
      [
        'A stricter significance level',
        'It reduces false alarms and makes real effects harder to find.',
      ],
      ['A smaller effect', 'Small effects are harder to find.'],
    ),
    'Power grows with the sample and the effect, and falls with variation and with a stricter level.',
  ),
  'ice-and-drowning': book(
    'Warm weather increases both the number of swimmers and the demand for ice cream, so temperature is a confounding variable.',
    3,
    'Ice cream sales and drowning accidents rise together. What is the temperature in this example?',
    choice(
      'A confounding variable',
      ['The response variable', 'The response would be what is to be explained: the accidents.'],
      ['A placebo', 'A placebo is a treatment without an active ingredient.'],
      ['A residual', 'A residual is what a fitted line leaves unexplained.'],
    ),
    'Temperature is related to both and makes them move together, although neither causes the other.',
  ),
  'left-over': book(
    'A residual is the difference between an observed value and the value predicted by the line.',
    5,
    'A café fits the line "cups sold = 20 + 3 × hours open". On a day with 8 hours it sells 47 cups. What is the residual?',
    number(3, 0, 'cups'),
    'The line predicts 20 + 3 × 8 = 44 cups, and 47 − 44 = 3.',
  ),
  'two-hospitals': book(
    "Simpson's paradox is the reversal of a relationship when groups are combined.",
    6,
    'Hospital A saves more of the mild cases and more of the severe cases than B, but fewer overall. How can that be?',
    choice(
      'A treats far more of the severe cases',
      ['A has made an error of type II', 'No test is involved: the figures themselves reverse.'],
      [
        'B asked only patients who survived',
        'Nothing says so, and the figures in the groups favour A.',
      ],
    ),
    'The severe cases pull the overall rate of A down. Compared within equal severity, A is better.',
  ),
  'two-uses-of-chance': book(
    'Random sampling allows conclusions to be extended to the population. Random assignment allows conclusions about cause and effect.',
    6,
    'Eighty volunteers are assigned by lot to quizzes or rereading, and the quiz group does better. What does the lot justify?',
    choice(
      'That the quizzes caused the difference',
      [
        'That the result holds for all students',
        'That would need a random sample of students; these were volunteers.',
      ],
      ['That the difference is important', 'Importance follows from the size of the effect.'],
    ),
    'Random assignment makes the groups alike but for the treatment. Only random sampling would extend the result.',
  ),
  'plan-of-a-study': book(
    'State the question and choose the response variable, which is the score in the final test.',
    5,
    'Put the steps of the school’s study in order.',
    order(
      'Choose the response variable',
      'Record earlier scores of volunteers',
      'Assign the volunteers by lot',
      'Give both groups the same test',
      'Compare the means with an interval',
    ),
    'What is measured must be fixed before anybody is assigned, and nothing is compared before both groups took the same test.',
  ),
} as const satisfies Record<string, DemoQuestion>;
