import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourseDraft } from '../../../contracts/courses.ts';
import { Section } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CourseDetails } from './details/course-details.tsx';
import { CoursePicture } from './details/course-picture.tsx';
import { DeletedParts } from './details/deleted-parts.tsx';
import { Prerequisites } from './details/prerequisites.tsx';
import { CourseVersions } from './publish/course-versions.tsx';

type Part = 'about' | 'versions' | 'deleted';

/** The course itself: what is said about it, its publications, and what was taken out of it. */
export function CoursePanel({ draft }: { draft: CourseDraft }) {
  const { t } = useTranslation('courses');
  const [part, setPart] = useState<Part>('about');
  return (
    <Tabs
      label={t('editor.aboutCourse')}
      value={part}
      onChange={setPart}
      tabs={[
        {
          value: 'about',
          label: t('editor.about'),
          content: (
            <fieldset disabled={!draft.canEdit} className="grid min-w-0 gap-8">
              <legend className="sr-only">{t('editor.about')}</legend>
              <CourseDetails draft={draft} />
              <Section title={t('picture.title')}>
                <CoursePicture draft={draft} />
              </Section>
              <Section title={t('prerequisites.title')} lead={t('prerequisites.lead')}>
                <Prerequisites draft={draft} />
              </Section>
            </fieldset>
          ),
        },
        {
          value: 'versions',
          label: t('editor.versions'),
          content: <CourseVersions courseId={draft.id} />,
        },
        {
          value: 'deleted',
          label: t('editor.deleted'),
          content: <DeletedParts draft={draft} />,
        },
      ]}
    />
  );
}
