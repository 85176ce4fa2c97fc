import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Assessment,
  type AssessmentEntry,
  type AssessmentSection,
  addPool,
  addQuestions,
  addSection,
  deleteEntry,
  deleteSection,
  patchEntry,
  patchSection,
} from '../../../../contracts/assessment.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatNumber } from '../../../ui/format.ts';
import type { EntryPatch } from './entry-patch.ts';
import { PaperPreview } from './paper-preview.tsx';
import { useChange } from './queries.ts';
import { QuestionPicker } from './question-picker.tsx';
import { SectionEditor } from './section-editor.tsx';
import { WriteQuestion } from './write-question.tsx';

type Wanted = { sectionId: string | undefined; what: 'questions' | 'pool' | 'write' };

/** Sections with their questions and pools, in order. */
export function QuestionsPanel({
  assessment,
  canEdit,
}: {
  assessment: Assessment;
  canEdit: boolean;
}) {
  const { t } = useTranslation('assessing');
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [previewing, setPreviewing] = useState(false);
  const { id } = assessment;
  const change = useChange(assessment, (run: (ifMatch: string) => Promise<Assessment>, ifMatch) =>
    run(ifMatch),
  );
  const edit = (run: (ifMatch: string) => Promise<Assessment>) => change.mutate(run);
  const add = (itemIds: string[], pool: number | null) => {
    const { sectionId } = wanted ?? {};
    const body = { ...(sectionId ? { sectionId } : {}), questions: { itemIds } };
    edit((ifMatch) =>
      pool === null
        ? api(addQuestions, { params: { id }, body, ifMatch })
        : api(addPool, { params: { id }, body: { ...body, drawCount: pool }, ifMatch }),
    );
    setWanted(null);
  };
  const taken = assessment.sections.flatMap(({ entries }) =>
    entries.flatMap(({ content }) =>
      content.type === 'question' ? [content.itemId] : content.itemIds,
    ),
  );
  const buttons = (sectionId?: string) => (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setWanted({ sectionId, what: 'questions' })}>
        {t('questions.add')}
      </Button>
      <Button onClick={() => setWanted({ sectionId, what: 'pool' })}>
        {t('questions.addPool')}
      </Button>
      <Button onClick={() => setWanted({ sectionId, what: 'write' })}>
        {t('questions.write')}
      </Button>
    </div>
  );
  const ofSection = (section: AssessmentSection) => ({
    onPatch: (body: { title?: string; instructions?: string; position?: number }) =>
      edit((ifMatch) =>
        api(patchSection, { params: { id, sectionId: section.id }, body, ifMatch }),
      ),
    onDelete: () =>
      edit((ifMatch) => api(deleteSection, { params: { id, sectionId: section.id }, ifMatch })),
    onEntry: (entry: AssessmentEntry, body: EntryPatch | null) =>
      edit((ifMatch) =>
        body === null
          ? api(deleteEntry, { params: { id, entryId: entry.id }, ifMatch })
          : api(patchEntry, { params: { id, entryId: entry.id }, body, ifMatch }),
      ),
  });
  return (
    <div className="grid gap-6">
      {change.error ? <ErrorState compact error={change.error} /> : null}
      {assessment.notReady ? (
        <Callout tone="caution">
          {t(`notReady.${assessment.notReady}` as 'notReady.no_questions')}
        </Callout>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-soft text-ui">
          {t('questions.total', {
            count: assessment.questionCount,
            points: formatNumber(assessment.totalPoints),
          })}
        </p>
        {assessment.questionCount > 0 ? (
          <Button size="small" onClick={() => setPreviewing(true)}>
            {t('questions.preview')}
          </Button>
        ) : null}
      </div>
      {assessment.sections.length === 0 ? (
        <EmptyState title={t('questions.empty')} action={canEdit ? buttons() : undefined}>
          {t('questions.emptyText')}
        </EmptyState>
      ) : null}
      {assessment.sections.map((section, index) => (
        <SectionEditor
          key={section.id}
          section={section}
          alone={assessment.sections.length === 1}
          first={index === 0}
          last={index === assessment.sections.length - 1}
          sections={assessment.sections}
          canEdit={canEdit}
          {...ofSection(section)}
          buttons={canEdit ? buttons(section.id) : null}
        />
      ))}
      {canEdit && assessment.sections.length > 0 ? (
        <Button
          className="justify-self-start"
          loading={change.isPending}
          onClick={() => edit((ifMatch) => api(addSection, { params: { id }, body: {}, ifMatch }))}
        >
          {t('section.add')}
        </Button>
      ) : null}
      {wanted && wanted.what !== 'write' ? (
        <QuestionPicker
          pool={wanted.what === 'pool'}
          taken={taken}
          onPick={add}
          onClose={() => setWanted(null)}
        />
      ) : null}
      {wanted?.what === 'write' ? (
        <WriteQuestion
          courseId={assessment.courseId}
          onWritten={(itemId) => add([itemId], null)}
          onClose={() => setWanted(null)}
        />
      ) : null}
      {previewing ? <PaperPreview assessmentId={id} onClose={() => setPreviewing(false)} /> : null}
    </div>
  );
}
