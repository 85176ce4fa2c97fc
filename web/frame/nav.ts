import {
  BookOpen,
  ChartNoAxesColumn,
  ClipboardCheck,
  House,
  Library,
  type LucideIcon,
  NotebookPen,
  ScrollText,
  Search,
  Settings,
  Users,
} from 'lucide-react';
import type { MemberRole } from '../../contracts/tenancy.ts';

export type NavKey =
  | 'home'
  | 'study'
  | 'library'
  | 'review'
  | 'courses'
  | 'progress'
  | 'search'
  | 'people'
  | 'audit'
  | 'settings';

export type NavEntry = {
  key: NavKey;
  to:
    | '/'
    | '/study'
    | '/library'
    | '/review'
    | '/courses'
    | '/progress'
    | '/search'
    | '/people'
    | '/audit'
    | '/settings';
  icon: LucideIcon;
  roles: readonly MemberRole[];
  /** The second letter of the key sequence `g …`. */
  letter?: string;
};

const EVERYBODY = ['learner', 'instructor', 'admin'] as const;
const STAFF = ['instructor', 'admin'] as const;
const ADMIN = ['admin'] as const;

/** The pages of the frame in the order of the rail, and who may open them. */
export const NAV: readonly NavEntry[] = [
  { key: 'home', to: '/', icon: House, roles: EVERYBODY, letter: 'h' },
  { key: 'study', to: '/study', icon: BookOpen, roles: EVERYBODY, letter: 's' },
  { key: 'library', to: '/library', icon: Library, roles: EVERYBODY, letter: 'l' },
  { key: 'review', to: '/review', icon: ClipboardCheck, roles: STAFF, letter: 'r' },
  { key: 'courses', to: '/courses', icon: NotebookPen, roles: STAFF, letter: 'e' },
  { key: 'progress', to: '/progress', icon: ChartNoAxesColumn, roles: EVERYBODY },
  { key: 'search', to: '/search', icon: Search, roles: EVERYBODY, letter: '/' },
  { key: 'people', to: '/people', icon: Users, roles: ADMIN },
  { key: 'audit', to: '/audit', icon: ScrollText, roles: ADMIN },
  { key: 'settings', to: '/settings', icon: Settings, roles: ADMIN },
];

export function navFor(role: MemberRole): readonly NavEntry[] {
  return NAV.filter((entry) => entry.roles.includes(role));
}

const PHONE_ENTRIES = 5;

/** What stands in the bottom bar, five entries with "More" at most, and what "More" opens. */
export function phoneNavFor(role: MemberRole): {
  bar: readonly NavEntry[];
  more: readonly NavEntry[];
} {
  const entries = navFor(role);
  if (entries.length <= PHONE_ENTRIES) return { bar: entries, more: [] };
  return { bar: entries.slice(0, PHONE_ENTRIES - 1), more: entries.slice(PHONE_ENTRIES - 1) };
}
