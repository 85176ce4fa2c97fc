/** One sentence of the narration: a cue of the captions and a step of the picture. */
export interface Sentence {
  readonly en: string;
  readonly ar: string;
  /** How the voice has to be given the sentence, where numbers or terms would be misread. */
  readonly say?: string;
  /** Silence after the sentence in seconds, where the picture needs time; 0.45 otherwise. */
  readonly pause?: number;
}

export interface Chapter {
  /** Also the name of its scene in `scenes/`. */
  readonly key: string;
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

export const videoTitle = 'Osmosis: which way does the water go?';

/** The narration of the demo's video, in the order in which it is spoken. */
export const storyboard = [
  {
    key: 'glasses',
    title: 'Three drops of blood',
    sentences: [
      {
        en: 'Three drops of blood fall into three glasses.',
        ar: 'تسقط ثلاث قطرات من الدم في ثلاث كؤوس.',
      },
      {
        en: 'In the first glass, the red cells swell until they burst.',
        ar: 'في الكأس الأولى تنتفخ الخلايا الحمراء حتى تنفجر.',
        pause: 0.9,
      },
      {
        en: 'In the second glass, they shrink and wrinkle.',
        ar: 'وفي الكأس الثانية تنكمش وتتجعّد.',
        pause: 0.7,
      },
      {
        en: 'In the third glass, nothing happens at all.',
        ar: 'أما في الكأس الثالثة فلا يحدث شيء على الإطلاق.',
      },
      {
        en: 'The cells are the same. Only the amount of salt in the water differs.',
        ar: 'الخلايا متماثلة، ولا يختلف إلا مقدار الملح في الماء.',
      },
      {
        en: 'How can salt outside a cell decide what happens inside it?',
        ar: 'فكيف يحدّد الملح خارج الخلية ما يحدث داخلها؟',
        pause: 1.2,
      },
    ],
  },
  {
    key: 'membrane',
    title: 'A membrane that chooses',
    sentences: [
      {
        en: 'Every cell is wrapped in a membrane: a double layer of lipid molecules, only 7 to 8 nanometres thick.',
        say: 'Every cell is wrapped in a membrane, a double layer of lipid molecules, only seven to eight nanometers thick.',
        ar: 'كل خلية مغلّفة بغشاء: طبقة مزدوجة من جزيئات الدهون لا يتجاوز سمكها ٧ إلى ٨ نانومترات.',
      },
      {
        en: 'Small molecules such as oxygen slip through it quickly.',
        ar: 'تنفذ الجزيئات الصغيرة كالأكسجين عبره بسرعة.',
        pause: 0.8,
      },
      {
        en: 'The ions of salt, sodium and chloride, hardly cross it at all.',
        say: 'The ions of salt, sodium and chloride, hardly cross it at all.',
        ar: 'أما أيونا الملح، الصوديوم والكلوريد، فلا يكادان يعبرانه.',
        pause: 0.8,
      },
      {
        en: 'Water has doors of its own: channel proteins called aquaporins.',
        say: 'Water has doors of its own: channel proteins called aqua-porins.',
        ar: 'وللماء أبوابه الخاصة: بروتينات قنوية تُسمّى الأكوابورينات.',
        pause: 0.8,
      },
      {
        en: 'A membrane that lets some substances cross more easily than others is selectively permeable.',
        ar: 'والغشاء الذي يسمح لبعض المواد بالعبور أسهل من غيرها غشاءٌ انتقائي النفاذية.',
        pause: 1.2,
      },
    ],
  },
  {
    key: 'tank',
    title: 'Osmosis in a tank',
    sentences: [
      {
        en: 'Put such a membrane into the middle of a tank, with water on both sides.',
        ar: 'ضَع غشاءً كهذا في وسط حوض، والماء على جانبيه.',
      },
      {
        en: 'On the right, dissolve sugar. Its particles are too large to cross.',
        ar: 'أذِب السكر في الجانب الأيمن. جسيماته أكبر من أن تعبر.',
      },
      {
        en: 'All particles move at random, and water crosses in both directions all the time.',
        ar: 'تتحرك الجسيمات كلها عشوائيًا، ويعبر الماء في الاتجاهين طوال الوقت.',
      },
      {
        en: 'But on the right, less of the water is free to cross back.',
        ar: 'لكنّ الماء الحرّ القادر على العودة أقل في الجانب الأيمن.',
      },
      {
        en: 'So in every second, more water moves to the right than to the left.',
        ar: 'لذلك ينتقل في كل ثانية ماء إلى اليمين أكثر مما ينتقل إلى اليسار.',
      },
      {
        en: 'The level on the right rises, although nothing has pumped the water.',
        ar: 'فيرتفع المستوى في اليمين، مع أن شيئًا لم يضخّ الماء.',
        pause: 0.8,
      },
      {
        en: 'This is osmosis: the diffusion of water across a selectively permeable membrane, toward the side with more dissolved particles.',
        say: 'This is osmosis: the diffusion of water across a selectively permeable membrane, toward the side with more dissolved particles.',
        ar: 'هذا هو التناضح: انتشار الماء عبر غشاء انتقائي النفاذية نحو الجانب الذي فيه جسيمات ذائبة أكثر.',
        pause: 1.2,
      },
    ],
  },
  {
    key: 'tonicity',
    title: 'Hypertonic, hypotonic, isotonic',
    sentences: [
      {
        en: 'A red blood cell holds about 290 milliosmoles of dissolved particles in a litre.',
        say: 'A red blood cell holds about two hundred and ninety milli ozmoles of dissolved particles in a liter.',
        ar: 'تحوي خلية الدم الحمراء نحو ٢٩٠ ملّي أوزمول من الجسيمات الذائبة في اللتر.',
      },
      {
        en: 'A solution of 600 holds more. It is hypertonic: water leaves, and the cell shrinks.',
        say: 'A solution of six hundred holds more. It is hyper-tonic: water leaves, and the cell shrinks.',
        ar: 'ومحلول بتركيز ٦٠٠ يحوي أكثر، فهو مفرط التوتر: يخرج الماء وتنكمش الخلية.',
        pause: 0.9,
      },
      {
        en: 'A solution of 100 holds less. It is hypotonic: water enters, and the cell swells.',
        say: 'A solution of one hundred holds less. It is hypo-tonic: water enters, and the cell swells.',
        ar: 'ومحلول بتركيز ١٠٠ يحوي أقل، فهو ناقص التوتر: يدخل الماء وتنتفخ الخلية.',
        pause: 0.9,
      },
      {
        en: 'A solution of 290 holds just as much. It is isotonic.',
        say: 'A solution of two hundred and ninety holds just as much. It is iso-tonic.',
        ar: 'ومحلول بتركيز ٢٩٠ يحوي القدر نفسه، فهو متساوي التوتر.',
      },
      {
        en: 'Water still crosses, but as much enters as leaves, and the cell keeps its shape.',
        ar: 'يظل الماء يعبر، لكنّ ما يدخل يساوي ما يخرج، فتحتفظ الخلية بشكلها.',
        pause: 1.2,
      },
    ],
  },
  {
    key: 'plants',
    title: 'Why plants stand up',
    sentences: [
      {
        en: 'Rain is hypotonic too. So why do plants not burst?',
        say: 'Rain is hypo-tonic too. So why do plants not burst?',
        ar: 'المطر أيضًا ناقص التوتر، فلماذا لا تنفجر النباتات؟',
      },
      {
        en: 'A plant cell has a strong wall around its membrane.',
        ar: 'للخلية النباتية جدار متين حول غشائها.',
      },
      {
        en: 'Water enters, and the contents press against the wall. This is turgor pressure.',
        say: 'Water enters, and the contents press against the wall. This is turgor pressure.',
        ar: 'يدخل الماء فتضغط المحتويات على الجدار. هذا هو ضغط الامتلاء.',
        pause: 0.8,
      },
      {
        en: 'Turgor pressure keeps soft stems and leaves firm.',
        ar: 'ضغط الامتلاء يُبقي السيقان اللينة والأوراق مشدودة.',
      },
      {
        en: 'When the soil dries out, the cells lose water, the pressure falls, and the plant wilts.',
        ar: 'وحين تجفّ التربة تفقد الخلايا الماء، فيهبط الضغط ويذبل النبات.',
        pause: 1.2,
      },
    ],
  },
  {
    key: 'clinic',
    title: 'Back to the three glasses',
    sentences: [
      {
        en: 'Pure water in a vein would burst red cells. So a hospital drip contains 0.9 percent salt, nearly isotonic to blood.',
        say: 'Pure water in a vein would burst red cells. So a hospital drip contains zero point nine percent salt, nearly iso-tonic to blood.',
        ar: 'الماء النقي في الوريد يفجّر الخلايا الحمراء، لذلك يحوي محلول المستشفى ملحًا بنسبة ٠٫٩ في المئة، وهو شبه متساوي التوتر مع الدم.',
      },
      {
        en: 'And the three glasses? The first held pure water, the second strong salt water, and the third a drip solution.',
        ar: 'والكؤوس الثلاث؟ في الأولى ماء نقي، وفي الثانية ماء شديد الملوحة، وفي الثالثة محلول المستشفى.',
        pause: 0.8,
      },
      {
        en: 'Look for the dissolved particles that cannot cross, and compare the two sides.',
        ar: 'ابحث عن الجسيمات الذائبة التي لا تستطيع العبور، وقارن بين الجانبين.',
      },
      {
        en: 'Water goes to where there are more of them.',
        ar: 'فالماء يذهب إلى حيث يكون عددها أكبر.',
        pause: 2.4,
      },
    ],
  },
] as const satisfies readonly Chapter[];

export type ChapterKey = (typeof storyboard)[number]['key'];
