/** The closed set of lints. At generation a failed lint drops the item; at review it is a warning. */
export const LINT_CODES = [
  'answer_not_in_source',
  'not_one_right_option',
  'duplicate_options',
  'mixed_kind_options',
  'distractor_is_synonym',
  'dangling_reference',
  'dangling_start',
  'answer_leaked_in_stem',
  'article_gives_away',
  'longest_option_gives_away',
  'negative_stem',
  'catch_all_option',
  'blank_mismatch',
  'hint_gives_away',
  'missing_explanation',
  'missing_citation',
  'too_long',
  'too_short',
  'hard_to_read',
  'near_duplicate',
] as const;

export type LintCode = (typeof LINT_CODES)[number];

/** What a reviewer reads beside a warning. */
export const LINT_DESCRIPTIONS: Record<LintCode, string> = {
  answer_not_in_source: 'The answer does not stand in the passage that the item cites.',
  not_one_right_option:
    'There must be exactly one right option; of several, at least one right and one wrong.',
  duplicate_options: 'Two options say the same.',
  mixed_kind_options:
    'The options are not of one kind (a number among words, a sentence among terms).',
  distractor_is_synonym: 'A wrong option is another form of the right one, or contains it.',
  dangling_reference: 'The text points at something that the learner does not see.',
  dangling_start: 'The text begins with a word that leans on what came before.',
  answer_leaked_in_stem: 'The question contains the answer or a form of it.',
  article_gives_away:
    'The article before the gap or at the end of the question fits only some options.',
  longest_option_gives_away: 'The right option is much longer than the others.',
  negative_stem: 'The question asks for what is not so.',
  catch_all_option: 'An option refers to the other options instead of saying something itself.',
  blank_mismatch: 'The gaps in the text and the answers given for them differ in number.',
  hint_gives_away: 'A hint contains the answer.',
  missing_explanation: 'There is no explanation, or an option has no feedback.',
  missing_citation: 'The item cites no passage of its source.',
  too_long: 'The text is longer than a learner should have to read for this kind of item.',
  too_short: 'The text is too short to make sense.',
  hard_to_read: 'Its sentences are very long, or most of its words are.',
  near_duplicate: 'An item that says nearly the same exists already.',
};
