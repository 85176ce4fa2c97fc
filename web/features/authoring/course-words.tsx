import { useTranslation } from 'react-i18next';
import type { CourseProposal } from '../../../contracts/authoring.ts';
import { MaterialLevel } from '../../../contracts/library.ts';
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import type { ProposalChange } from './use-proposal.ts';

/** Title, description and objectives of the course. */
export function CourseWords({
  proposal,
  onChange,
}: {
  proposal: CourseProposal;
  onChange: (change: ProposalChange) => void;
}) {
  const { t } = useTranslation('authoring');
  const objectives = proposal.objectives.join('\n');
  return (
    <Section title={t('course.title')}>
      <Field label={t('part.title')} required>
        <TextInput
          key={`title-${proposal.title}`}
          dir="auto"
          defaultValue={proposal.title}
          maxLength={255}
          onBlur={(event) => {
            const title = event.target.value.trim();
            if (title === '') event.target.value = proposal.title;
            else if (title !== proposal.title) onChange({ title });
          }}
        />
      </Field>
      <Field label={t('course.description')}>
        <TextArea
          key={`description-${proposal.description}`}
          dir="auto"
          rows={5}
          defaultValue={proposal.description}
          maxLength={4000}
          onBlur={(event) => {
            const description = event.target.value.trim();
            if (description !== proposal.description) onChange({ description });
          }}
        />
      </Field>
      <Field label={t('part.objectives')} hint={t('part.objectivesHint')}>
        <TextArea
          key={`objectives-${objectives}`}
          dir="auto"
          rows={6}
          defaultValue={objectives}
          onBlur={(event) => {
            const lines = event.target.value
              .split('\n')
              .map((line) => line.trim())
              .filter(Boolean);
            const unique = [...new Set(lines)].slice(0, 12);
            if (unique.join('\n') !== objectives) onChange({ objectives: unique });
          }}
        />
      </Field>
      <Field label={t('course.level')}>
        <Select
          value={proposal.level}
          onChange={(event) => {
            const level = MaterialLevel.options.find((one) => one === event.target.value);
            if (level) onChange({ level });
          }}
        >
          {MaterialLevel.options.map((level) => (
            <option key={level} value={level}>
              {t(`course.levels.${level}`)}
            </option>
          ))}
        </Select>
      </Field>
    </Section>
  );
}
