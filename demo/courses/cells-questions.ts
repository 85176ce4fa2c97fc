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

const book = questionsOn('cell-biology.md');
const film = questionsOn('osmosis.en.vtt');
const numbers = questionsOn('statistics-first-course.md');

/** What the course on cells asks, by key. */
export const cellsQuestions = {
  /* In the video */
  'crosses-alone': film(
    'Small molecules such as oxygen slip through it quickly.',
    3,
    'Which of these crosses the double layer of lipids quickly, without any protein?',
    choice(
      'Oxygen',
      ['Sodium ions', 'The middle of the layer repels their charge.'],
      ['Chloride ions', 'They are charged too, and the middle of the layer repels them.'],
    ),
    'Oxygen is small and has no charge. Ions need a protein to cross.',
  ),
  'way-of-water': film(
    'So in every second, more water moves to the right than to the left.',
    3,
    'The left half of a tank holds pure water, the right half sugar water. A membrane that only water crosses lies between them. What happens?',
    choice(
      'More water moves to the right than to the left',
      [
        'More water moves to the left than to the right',
        'Water goes to where more particles are dissolved.',
      ],
      ['Water stops crossing the membrane', 'Water crosses in both directions all the time.'],
      [
        'Sugar moves to the left until both sides are equal',
        'The particles of sugar are too large to cross.',
      ],
    ),
    'Less of the water on the right is free to cross back, so more arrives there than leaves.',
  ),
  'no-pump': film(
    'The level on the right rises, although nothing has pumped the water.',
    4,
    'A cell has to spend energy on osmosis.',
    truth(false, 'The random motion of the particles is enough; nothing pumps the water.'),
    'Osmosis is a kind of diffusion. It is passive.',
  ),
  'cell-in-150': film(
    'It is hypotonic: water enters, and the cell swells.',
    4,
    'A red blood cell of 290 milliosmoles per litre is placed in a solution of 150. What happens to the cell?',
    choice(
      'It swells',
      ['It shrinks', 'It would shrink in a solution with more than 290.'],
      ['It keeps its shape', 'It would in a solution with just as much, about 290.'],
    ),
    'The solution holds fewer dissolved particles than the cell, so it is hypotonic and water enters.',
    { hint: 'Which side holds more dissolved particles?' },
  ),
  'three-solutions': film(
    'It is hypertonic: water leaves, and the cell shrinks.',
    4,
    'Match each solution with what it does to a red blood cell.',
    pairs({
      hypertonic: 'The cell shrinks',
      hypotonic: 'The cell swells',
      isotonic: 'The cell keeps its shape',
    }),
    'Hyper means more dissolved particles outside, hypo fewer, iso as many.',
  ),
  'plant-in-rain': film(
    'A plant cell has a strong wall around its membrane.',
    3,
    'Why does a plant cell not burst in rain water?',
    choice(
      'Its wall resists the swelling',
      [
        'Rain water is hypertonic',
        'Rain holds hardly any dissolved particles, so it is hypotonic.',
      ],
      ['Its membrane lets no water through', 'Water enters, and that is what makes the cell firm.'],
      [
        'It pumps the water out with ATP',
        'Nothing has to be pumped: the wall holds against the pressure.',
      ],
    ),
    'Water enters until the contents press against the wall. This turgor pressure keeps the plant upright.',
  ),
  'salt-in-a-drip': film(
    'So a hospital drip contains 0.9 percent salt, nearly isotonic to blood.',
    5,
    'Why does a hospital drip contain 0.9 % salt?',
    choice(
      'So that red cells neither swell nor shrink',
      [
        'So that water leaves the red cells',
        'A solution that did this would be hypertonic and would shrink them.',
      ],
      ['So that salt enters the red cells', 'Ions hardly cross the membrane.'],
    ),
    'At 0.9 % the solution is nearly isotonic to blood: as much water enters the cells as leaves them.',
  ),
  /* Membranes and transport */
  'first-law': book(
    'The first law states that energy can be transferred and transformed, but energy cannot be created or destroyed.',
    3,
    'A muscle turns chemical energy into movement and heat. Which law says that nothing was lost on the way?',
    choice(
      'The first law of thermodynamics',
      ['The second law of thermodynamics', 'The second law says that disorder increases.'],
      ['The law of large numbers', 'That one is about the mean of many observations.'],
    ),
    'The first law: energy is transferred and transformed, never created or destroyed.',
  ),
  'sodium-out': book(
    'the sodium-potassium pump moves three sodium ions out of the cell and two potassium ions into the cell.',
    4,
    'For one ATP the sodium-potassium pump moves ____ sodium ions out of the cell and ____ potassium ions into it.',
    gaps(['three', '3'], ['two', '2']),
    'Three go out and two come in, so each turn also leaves the inside a little more negative.',
  ),
  'glucose-into-red-cells': book(
    'Facilitated diffusion still follows the concentration gradient, so the cell spends no energy on it.',
    4,
    'Glucose enters red blood cells through a carrier protein, from higher to lower concentration. What is this?',
    choice(
      'Facilitated diffusion',
      ['Active transport', 'The glucose moves down its gradient, so no energy is needed.'],
      ['Osmosis', 'Osmosis is the diffusion of water.'],
      ['Endocytosis', 'Endocytosis folds the membrane inward around large particles.'],
    ),
    'A protein helps, but the gradient does the work.',
  ),
  'sugar-and-salt': book(
    'the glucose helps the intestine to absorb sodium, and water follows by osmosis.',
    6,
    'Why does oral rehydration solution contain sugar as well as salt?',
    choice(
      'Glucose helps the intestine to take up sodium, and water follows',
      [
        'Sugar makes the solution isotonic to rain water',
        'Rain holds hardly any dissolved particles.',
      ],
      [
        'Sugar blocks the aquaporins of the intestine',
        'Then water could hardly be taken up at all.',
      ],
    ),
    'Cotransport carries glucose and sodium together; the dissolved particles then draw water after them.',
  ),
  'needs-energy': book(
    'Endocytosis and exocytosis move large particles, and both require energy.',
    4,
    'Which of these cost the cell energy?',
    several(
      ['The sodium-potassium pump', 'Exocytosis'],
      ['Osmosis', 'Water diffuses by random motion.'],
      ['Facilitated diffusion', 'It follows the gradient.'],
    ),
    'Moving against a gradient and moving whole vesicles cost energy. Diffusion of any kind does not.',
  ),
  /* ATP and enzymes */
  'two-moles': book(
    'The hydrolysis of ATP to ADP and phosphate releases about 30.5 kJ per mole under standard conditions.',
    3,
    'How much energy does the hydrolysis of 4 moles of ATP release under standard conditions, in kJ?',
    number(122, 1, 'kJ'),
    '4 × 30.5 kJ = 122 kJ.',
  ),
  'fat-or-starch': book(
    'Fat holds about 37 kJ per gram, which is more than twice the 17 kJ per gram of carbohydrate.',
    4,
    'How many kJ more do 10 g of fat hold than 10 g of carbohydrate?',
    number(200, 5, 'kJ'),
    '10 × 37 = 370 kJ against 10 × 17 = 170 kJ: a difference of 200 kJ.',
  ),
  'why-enzymes-work': book(
    'Enzymes speed up reactions because they lower the activation energy.',
    3,
    'How does an enzyme speed up a reaction?',
    choice(
      'It lowers the activation energy',
      ['It raises the energy that the reaction releases', 'The total energy stays the same.'],
      ['It heats the reactants', 'Most enzymes work at the temperature of the cell.'],
      ['It is used up in place of the reactants', 'A catalyst is not used up.'],
    ),
    'An enzyme makes the start easier. It changes neither the direction nor the total energy.',
  ),
  'more-substrate': book(
    'More substrate can overcome a competitive inhibitor, because the substrate and the inhibitor compete for the same place.',
    5,
    'An enzyme is inhibited. Adding much more substrate restores its speed. What kind of inhibitor is it?',
    choice(
      'A competitive inhibitor',
      [
        'A noncompetitive inhibitor',
        'It binds elsewhere, so more substrate does not drive it away.',
      ],
      ['A coenzyme', 'A coenzyme helps an enzyme to work.'],
    ),
    'Both want the active site. With enough substrate, the inhibitor hardly ever finds it free.',
  ),
  'pepsin-moves': book(
    'Pepsin loses its activity in the small intestine because the pH there is too high.',
    4,
    'Pepsin digests protein in the stomach. Why not in the small intestine?',
    choice(
      'The pH there is too high for it',
      ['The temperature there is too high for it', 'The temperature is the same in both.'],
      [
        'There is no protein in the small intestine',
        'Protein arrives there too, and trypsin digests it.',
      ],
    ),
    'Pepsin works best at about pH 2. The small intestine has about pH 8, which suits trypsin.',
  ),
  /* Photosynthesis */
  'origin-of-oxygen': book(
    'The oxygen in the air comes from the water that is split in the light reactions, not from carbon dioxide.',
    4,
    'Algae get water with heavy oxygen and ordinary carbon dioxide. Where does the heavy oxygen turn up?',
    choice(
      'In the oxygen gas',
      ['In the sugar', 'The oxygen of the sugar comes from carbon dioxide.'],
      ['In the chlorophyll', 'Chlorophyll takes no part in this exchange.'],
    ),
    'The light reactions split water, and its oxygen leaves as gas.',
  ),
  'light-reactions': book(
    'The light reactions proceed in the following order:',
    6,
    'Put the steps of the light reactions in order.',
    order(
      'Photosystem II absorbs light',
      'Water is split and releases oxygen',
      'Electrons pump hydrogen ions into the thylakoid',
      'Photosystem I absorbs light',
      'NADP⁺ becomes NADPH',
    ),
    'Electrons run from water through photosystem II, the transport chain and photosystem I to NADP⁺.',
  ),
  'price-of-glucose': book(
    'so one glucose costs 18 ATP and 12 NADPH.',
    5,
    'How many ATP does the Calvin cycle spend on the sugar for three molecules of glucose?',
    number(54, 0, 'ATP'),
    'One glucose costs 18 ATP, and 3 × 18 = 54.',
  ),
  'dull-morning': book(
    'On a dull morning, light limits the rate, and more carbon dioxide has little effect.',
    4,
    'A grower adds carbon dioxide on a dull winter morning, and the plants grow no faster. Why?',
    choice(
      'Light is the limiting factor',
      ['Carbon dioxide is the limiting factor', 'Then more of it would have helped.'],
      ['Photosynthesis needs no carbon dioxide', 'Carbon dioxide is what sugar is built from.'],
    ),
    'Only more of what is in shortest supply speeds a process up, and in the dull morning that is light.',
  ),
  /* Respiration */
  'net-of-glycolysis': book(
    'The net gain of glycolysis is two ATP and two NADH for each glucose.',
    3,
    'How many ATP does glycolysis gain, net, for each glucose?',
    number(2, 0, 'ATP'),
    'Two are spent at the start and four are made later.',
  ),
  'last-acceptor': book(
    'Oxygen is the final electron acceptor, and it combines with electrons and hydrogen ions to form water.',
    4,
    'What becomes of the oxygen that a cell takes up for respiration?',
    choice(
      'It becomes water',
      ['It becomes carbon dioxide', 'The carbon dioxide comes from the carbon of the glucose.'],
      ['It becomes glucose', 'Respiration breaks glucose down.'],
      ['It becomes ATP', 'ATP is made from ADP and phosphate.'],
    ),
    'At the end of the electron transport chain, oxygen takes up electrons and hydrogen ions and forms water.',
  ),
  'carriers-of-the-cycle': book(
    'For the citric acid cycle, 6 × 2.5 + 2 × 1.5 = 18.',
    6,
    'One NADH yields 2.5 ATP and one FADH₂ 1.5 ATP. How many ATP do 8 NADH and 2 FADH₂ yield?',
    number(23, 0, 'ATP'),
    '8 × 2.5 + 2 × 1.5 = 20 + 3 = 23.',
  ),
  'share-of-energy': book(
    'The efficiency is therefore 976 ÷ 2,870, or about 34 %.',
    6,
    'A cell makes 30 moles of ATP (30.5 kJ each) from one mole of glucose, which releases 2,870 kJ. What is the efficiency in per cent?',
    number(32, 0.6, '%', 'per cent', 'percent'),
    '30 × 30.5 = 915 kJ, and 915 ÷ 2,870 = 0.319, or about 32 %.',
  ),
  'why-ferment': book(
    'Fermentation is a process that regenerates NAD⁺ without oxygen so that glycolysis can continue.',
    5,
    'What does a cell gain from fermentation itself?',
    choice(
      'NAD⁺, so that glycolysis can go on',
      ['Many more ATP than from respiration', 'Only the two ATP of glycolysis are gained.'],
      ['Oxygen for its mitochondria', 'Fermentation neither uses nor makes oxygen.'],
    ),
    'Glycolysis stops without NAD⁺. Fermentation makes it again from NADH.',
  ),
  'places-of-work': book(
    'Glycolysis takes place in the cytosol, the fluid outside the organelles, and needs no oxygen.',
    5,
    'Match each process with its place.',
    pairs(
      {
        Glycolysis: 'cytosol',
        'Citric acid cycle': 'mitochondrial matrix',
        'Electron transport chain': 'inner mitochondrial membrane',
        'Calvin cycle': 'stroma',
      },
      ['plasma membrane'],
    ),
    'Sugar is split in the cytosol, broken down in the mitochondrion, and built in the stroma of the chloroplast.',
  ),
  'plants-at-night': book(
    'Plants have both organelles and respire day and night.',
    2,
    'Plants respire at night.',
    truth(true, 'Their mitochondria need no light.'),
    'Plants have chloroplasts and mitochondria. Photosynthesis needs light, respiration does not.',
  ),
  /* Measuring */
  'mean-of-bubbles': numbers(
    'The mean is the sum of all values divided by the number of values.',
    3,
    'A pondweed gives off 22, 25, 19 and 26 bubbles in four minutes. What is the mean for a minute?',
    number(23, 0, 'bubbles'),
    '22 + 25 + 19 + 26 = 92, and 92 ÷ 4 = 23.',
  ),
  'interval-without-zero': numbers(
    'The interval lies above zero, so the data speak for a benefit of the quizzes.',
    6,
    'The 95 % confidence interval for the difference between bright and dim light reaches from 8.9 to 13.1 bubbles. What follows?',
    choice(
      'The data speak for more bubbles in bright light',
      ['There is no difference between the two', 'Zero lies outside the interval.'],
      [
        'Every minute in bright light has 9 to 13 more bubbles',
        'The interval is about the means, not about single minutes.',
      ],
    ),
    'Zero, which would mean no difference, lies far below the interval.',
  ),
} as const satisfies Record<string, DemoQuestion>;
