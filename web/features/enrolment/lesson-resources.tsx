import { Download, ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LessonResource } from '../../../contracts/courses.ts';
import { formatBytes } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';

/** Links and files that go with a lesson. */
export function LessonResources({ resources }: { resources: readonly LessonResource[] }) {
  const { t } = useTranslation('enrolment');
  if (resources.length === 0) return null;
  return (
    <Section title={t('resources.title')}>
      <ul className="grid gap-2">
        {resources.map((resource) => (
          <li key={resource.id} className="flex items-baseline gap-2">
            {resource.kind === 'link' ? (
              <a
                href={resource.url}
                target="_blank"
                rel="noreferrer"
                className="inline-flex items-center gap-2 text-link"
              >
                <ExternalLink aria-hidden className="size-4" />
                <bdi>{resource.title}</bdi>
                <span className="sr-only">{t('resources.newWindow')}</span>
              </a>
            ) : (
              <a
                href={resource.file.url}
                download={resource.file.name}
                className="inline-flex items-center gap-2 text-link"
              >
                <Download aria-hidden className="size-4" />
                <bdi>{resource.title}</bdi>
                <span className="text-ink-faint text-sm">
                  {formatBytes(resource.file.sizeBytes)}
                </span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
