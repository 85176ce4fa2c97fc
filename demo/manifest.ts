/** How demanding a demo document is for its intended reader. */
export type DemoDifficulty = 'beginner' | 'intermediate' | 'advanced';

/** One document of the demo organization. */
export interface DemoDocument {
  /** Where in `demo/` the file lies. */
  readonly folder: 'documents' | 'video';
  readonly file: string;
  readonly title: string;
  readonly subject: string;
  readonly difficulty: DemoDifficulty;
  readonly tags: readonly string[];
  /** One or two sentences for the library list. */
  readonly description: string;
}

/** The demo's documents, in the order in which they are ingested. */
export const demoDocuments = [
  {
    folder: 'documents',
    file: 'cell-biology.md',
    title: 'How cells get and use energy',
    subject: 'Biology',
    difficulty: 'intermediate',
    tags: ['cells', 'membranes', 'enzymes', 'photosynthesis', 'respiration'],
    description:
      'Membranes and transport, ATP, enzymes, photosynthesis and cellular respiration, with worked counts of the energy that cells gain.',
  },
  {
    folder: 'documents',
    file: 'workplace-data-protection.md',
    title: 'Information security at work',
    subject: 'Information security',
    difficulty: 'beginner',
    tags: ['phishing', 'passwords', 'data classification', 'incident response', 'GDPR'],
    description:
      'What every employee needs to know about phishing, passwords, safe devices, classified data, security incidents and the GDPR.',
  },
  {
    folder: 'documents',
    file: 'statistics-first-course.md',
    title: 'Statistics: a first course',
    subject: 'Statistics',
    difficulty: 'intermediate',
    tags: ['descriptive statistics', 'sampling', 'correlation', 'inference', 'study design'],
    description:
      'Centre and variation, sampling, correlation and regression, confidence intervals, hypothesis tests and the design of studies.',
  },
  {
    folder: 'documents',
    file: 'reading-a-survey.vtt',
    title: 'Lecture: how to read a survey',
    subject: 'Statistics',
    difficulty: 'beginner',
    tags: ['sampling', 'margin of error', 'bias', 'lecture'],
    description:
      'Transcript of a six-minute lecture on what 1,000 interviews can and cannot say about a city.',
  },
  {
    folder: 'documents',
    file: 'backup-and-recovery.html',
    title: 'Planning backups and recovery',
    subject: 'Information security',
    difficulty: 'intermediate',
    tags: ['backup', 'recovery objectives', 'restore tests'],
    description:
      'A short reading on kinds of backup, how much work and time an incident may cost, and how to test a restore.',
  },
  {
    folder: 'video',
    file: 'osmosis.en.vtt',
    title: 'Osmosis: which way does the water go?',
    subject: 'Biology',
    difficulty: 'beginner',
    tags: ['osmosis', 'membranes', 'tonicity', 'film'],
    description:
      'Transcript of a film of three minutes: three drops of blood, a tank, and a plant that wilts.',
  },
] as const satisfies readonly DemoDocument[];
