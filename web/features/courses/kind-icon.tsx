import { ClipboardCheck, FileText, type LucideIcon, Route, SquarePlay } from 'lucide-react';
import type { LessonKind } from '../../../contracts/courses.ts';

const ICONS: Record<LessonKind, LucideIcon> = {
  article: FileText,
  video: SquarePlay,
  path: Route,
  assessment: ClipboardCheck,
};

/** The kind of a lesson at a glance; its name stands in words beside it or in the row's name. */
export function KindIcon({ kind }: { kind: LessonKind }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />;
}
