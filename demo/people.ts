/** Name of the organization that the demo creates. */
export const demoOrganizationName = 'Northfield Learning';

/** Subjects that a learner can be interested in: those of the demo documents. */
export type DemoSubject = 'Biology' | 'Information security' | 'Statistics';

interface DemoPersonBase {
  readonly name: string;
  readonly email: string;
}

/** A person who runs or teaches in the demo organization and has no learning history. */
export interface DemoStaff extends DemoPersonBase {
  readonly role: 'admin' | 'instructor';
}

/**
 * A learner and the traits from which their past is simulated. Together with a seed the traits
 * fix the history, so the demo looks the same on every machine.
 */
export interface DemoLearner extends DemoPersonBase {
  readonly role: 'learner';
  /** Ability on the logit scale of the Rasch model, -2 to 2; 0 answers a middling item half the time. */
  readonly ability: number;
  /** Probability, 0 to 1, of studying on a given day. */
  readonly diligence: number;
  /** Items answered in an ordinary session. */
  readonly pace: number;
  /** How many days before the demo is made the learner began, 10 to 45. */
  readonly startedDaysAgo: number;
  readonly interests: readonly DemoSubject[];
  readonly goal: string;
}

export const demoAdmin = {
  name: 'Amara Okafor',
  email: 'admin@example.com',
  role: 'admin',
} as const satisfies DemoStaff;

export const demoTeacher = {
  name: 'Henrik Lindqvist',
  email: 'teacher@example.com',
  role: 'instructor',
} as const satisfies DemoStaff;

/**
 * The learner whom visitors sign in as: steady and slightly above the middle, so that the study
 * page has due cards, strong concepts and weak ones to show.
 */
export const demoStudent = {
  name: 'Sofia Marques',
  email: 'student@example.com',
  role: 'learner',
  ability: 0.4,
  diligence: 0.75,
  pace: 14,
  startedDaysAgo: 30,
  interests: ['Biology', 'Statistics'],
  goal: 'Pass the biology entrance exam in June',
} as const satisfies DemoLearner;

/** The other learners: a spread of ability, habits and time, from the daily to the occasional. */
export const demoLearners = [
  {
    name: 'Daniel Mbeki',
    email: 'daniel.mbeki@example.com',
    role: 'learner',
    ability: 1.3,
    diligence: 0.85,
    pace: 20,
    startedDaysAgo: 44,
    interests: ['Statistics', 'Biology'],
    goal: 'Prepare for a degree in public health',
  },
  {
    name: 'Yuki Tanaka',
    email: 'yuki.tanaka@example.com',
    role: 'learner',
    ability: 1.8,
    diligence: 0.6,
    pace: 24,
    startedDaysAgo: 38,
    interests: ['Statistics'],
    goal: 'Refresh statistics before a data analyst interview',
  },
  {
    name: 'Fatima El Amrani',
    email: 'fatima.elamrani@example.com',
    role: 'learner',
    ability: 0.7,
    diligence: 0.9,
    pace: 12,
    startedDaysAgo: 41,
    interests: ['Information security'],
    goal: 'Become the data protection contact of the sales team',
  },
  {
    name: 'Tomasz Zieliński',
    email: 'tomasz.zielinski@example.com',
    role: 'learner',
    ability: -0.3,
    diligence: 0.5,
    pace: 10,
    startedDaysAgo: 27,
    interests: ['Information security', 'Statistics'],
    goal: 'Complete the yearly security training',
  },
  {
    name: 'Priya Raghavan',
    email: 'priya.raghavan@example.com',
    role: 'learner',
    ability: 0.1,
    diligence: 0.7,
    pace: 16,
    startedDaysAgo: 33,
    interests: ['Biology'],
    goal: 'Catch up on cell biology after changing courses',
  },
  {
    name: 'Lucas Ferreira',
    email: 'lucas.ferreira@example.com',
    role: 'learner',
    ability: -1.1,
    diligence: 0.65,
    pace: 9,
    startedDaysAgo: 36,
    interests: ['Statistics'],
    goal: 'Pass the resit in introductory statistics',
  },
  {
    name: 'Grace Wanjiru',
    email: 'grace.wanjiru@example.com',
    role: 'learner',
    ability: 0.9,
    diligence: 0.4,
    pace: 18,
    startedDaysAgo: 22,
    interests: ['Biology', 'Information security'],
    goal: 'Teach photosynthesis to a ninth-grade class',
  },
  {
    name: "Declan O'Rourke",
    email: 'declan.orourke@example.com',
    role: 'learner',
    ability: -0.6,
    diligence: 0.25,
    pace: 7,
    startedDaysAgo: 45,
    interests: ['Information security'],
    goal: 'Learn to recognize fraudulent invoices',
  },
  {
    name: 'Mei-Ling Chen',
    email: 'meiling.chen@example.com',
    role: 'learner',
    ability: 0.5,
    diligence: 0.8,
    pace: 15,
    startedDaysAgo: 14,
    interests: ['Statistics', 'Information security'],
    goal: 'Evaluate customer surveys without outside help',
  },
  {
    name: 'Omar Haddad',
    email: 'omar.haddad@example.com',
    role: 'learner',
    ability: -1.6,
    diligence: 0.55,
    pace: 8,
    startedDaysAgo: 19,
    interests: ['Biology'],
    goal: 'Begin a laboratory assistant apprenticeship in autumn',
  },
  {
    name: 'Ingrid Solberg',
    email: 'ingrid.solberg@example.com',
    role: 'learner',
    ability: 0.0,
    diligence: 0.35,
    pace: 11,
    startedDaysAgo: 10,
    interests: ['Information security', 'Biology'],
    goal: 'Finish the onboarding for new employees',
  },
] as const satisfies readonly DemoLearner[];

/** Everyone in the demo organization; the first three are the accounts that the README names. */
export const demoPeople = [
  demoAdmin,
  demoTeacher,
  demoStudent,
  ...demoLearners,
] as const satisfies readonly (DemoStaff | DemoLearner)[];
