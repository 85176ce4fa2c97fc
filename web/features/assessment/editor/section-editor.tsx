import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentEntry, AssessmentSection } from '../../../../contracts/assessment.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { EntryPatch } from './entry-patch.ts';
import { EntryRow } from './entry-row.tsx';

type Props = {
  section: AssessmentSection;
  sections: readonly AssessmentSection[];
  alone: boolean;
  first: boolean;
  last: boolean;
  canEdit: boolean;
  onPatch: (body: { title?: string; instructions?: string; position?: number }) => void;
  onDelete: () => void;
  /** Null takes the line out. */
  onEntry: (entry: AssessmentEntry, body: EntryPatch | null) => void;
  buttons: ReactNode;
};

/** A part of the paper: its heading, its questions and pools in order. */
export function SectionEditor(props: Props) {
  const { t } = useTranslation(['assessing', 'common']);
  const { section, alone, first, last, canEdit, onPatch, onDelete, onEntry, buttons } = props;
  const [editing, setEditing] = useState(false);
  const named = section.title !== '' || section.instructions !== '';
  return (
    <section
      aria-label={section.title || t('section.untitled', { n: section.position })}
      className="grid gap-4 border-line border-t pt-5"
    >
      {!alone || named ? (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 dir="auto" className="font-semibold text-lg">
            {section.title || t('section.untitled', { n: section.position })}
          </h3>
          {canEdit ? (
            <span className="flex">
              <IconButton
                size="small"
                aria-label={t('section.up')}
                disabled={first}
                icon={<ArrowUp aria-hidden className="size-4" />}
                onClick={() => onPatch({ position: section.position - 1 })}
              />
              <IconButton
                size="small"
                aria-label={t('section.down')}
                disabled={last}
                icon={<ArrowDown aria-hidden className="size-4" />}
                onClick={() => onPatch({ position: section.position + 1 })}
              />
              <IconButton
                size="small"
                aria-label={t('section.delete')}
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={onDelete}
              />
            </span>
          ) : null}
        </div>
      ) : null}
      {section.instructions && !editing ? (
        <p dir="auto" className="prose-measure whitespace-pre-line text-ink-soft">
          {section.instructions}
        </p>
      ) : null}
      {editing ? (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            onPatch({
              title: String(data.get('title')).trim(),
              instructions: String(data.get('instructions')).trim(),
            });
            setEditing(false);
          }}
        >
          <Field label={t('section.title')}>
            <TextInput name="title" maxLength={255} defaultValue={section.title} autoFocus />
          </Field>
          <Field label={t('section.instructions')}>
            <TextArea name="instructions" maxLength={4000} defaultValue={section.instructions} />
          </Field>
          <div className="flex gap-2">
            <Button type="submit" variant="primary" size="small">
              {t('common:action.save')}
            </Button>
            <Button size="small" variant="quiet" onClick={() => setEditing(false)}>
              {t('common:action.cancel')}
            </Button>
          </div>
        </form>
      ) : canEdit ? (
        <Button
          size="small"
          variant="quiet"
          className="justify-self-start"
          onClick={() => setEditing(true)}
        >
          {t(named ? 'section.edit' : 'section.name')}
        </Button>
      ) : null}
      <ol className="grid divide-y divide-line">
        {section.entries.map((entry, index) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            first={index === 0}
            last={index === section.entries.length - 1}
            canEdit={canEdit}
            onChange={(body) => onEntry(entry, body)}
          />
        ))}
      </ol>
      {buttons}
    </section>
  );
}
