import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Assessment,
  AssessmentKind,
  createAssessment,
} from '../../../../contracts/assessment.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { LessonEditorProps } from '../../courses/lesson-editor-props.ts';
import { courseQuery, lessonQuery } from '../../courses/queries.ts';
import { AnalysisPanel } from './analysis-panel.tsx';
import { AttemptsPanel } from './attempts-panel.tsx';
import { CriteriaForm } from './criteria-form.tsx';
import { OverridesPanel } from './overrides-panel.tsx';
import { assessmentQuery } from './queries.ts';
import { QuestionsPanel } from './questions-panel.tsx';
import { SettingsForm } from './settings-form.tsx';

/** Questions, rules, exceptions and results of the assessment of a lesson. */
export function AssessmentLessonEditor({ lessonId, courseId }: LessonEditorProps) {
  const lesson = useQuery(lessonQuery(lessonId));
  const course = useQuery(courseQuery(courseId));
  const made = lesson.data ? lesson.data.notReady !== 'no_assessment' : undefined;
  const assessment = useQuery({
    ...assessmentQuery(courseId, lessonId),
    enabled: made === true,
  });
  const error = lesson.error ?? course.error ?? assessment.error;
  if (error) return <ErrorState error={error} onRetry={() => void assessment.refetch()} />;
  if (made === false) return <ChooseKind lessonId={lessonId} courseId={courseId} />;
  if (!assessment.data || !course.data) return <Skeleton className="h-96" />;
  return <Editor assessment={assessment.data} canEdit={course.data.canEdit} />;
}

function ChooseKind({ lessonId, courseId }: LessonEditorProps) {
  const { t } = useTranslation('assessing');
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<AssessmentKind>('quiz');
  const make = useMutation({
    mutationFn: () => api(createAssessment, { params: { id: courseId, lessonId }, body: { kind } }),
    onSuccess: (assessment) => {
      queryClient.setQueryData(assessmentQuery(courseId, lessonId).queryKey, assessment);
      void queryClient.invalidateQueries({ queryKey: ['course', courseId] });
      return queryClient.invalidateQueries({ queryKey: ['lesson', lessonId] });
    },
  });
  return (
    <div className="grid max-w-2xl gap-5">
      {make.error ? <ErrorState compact error={make.error} /> : null}
      <RadioGroup
        legend={t('kind.choose')}
        value={kind}
        onChange={(value) => setKind(value as AssessmentKind)}
        options={AssessmentKind.options.map((value) => ({
          value,
          label: (
            <span className="grid">
              <span className="font-medium">{t(`kind.${value}`)}</span>
              <span className="text-ink-soft text-sm">{t(`kind.${value}Text`)}</span>
            </span>
          ),
        }))}
      />
      <Button
        variant="primary"
        className="justify-self-start"
        loading={make.isPending}
        onClick={() => make.mutate()}
      >
        {t('kind.make')}
      </Button>
    </div>
  );
}

type Part = 'questions' | 'settings' | 'overrides' | 'attempts' | 'analysis';

function Editor({ assessment, canEdit }: { assessment: Assessment; canEdit: boolean }) {
  const { t } = useTranslation('assessing');
  const [part, setPart] = useState<Part>('questions');
  const written = assessment.kind === 'project' || assessment.kind === 'assignment';
  return (
    <Tabs
      label={t('parts.label')}
      value={part}
      onChange={setPart}
      tabs={[
        {
          value: 'questions',
          label: t(written ? 'parts.criteria' : 'parts.questions'),
          content: written ? (
            <CriteriaForm key={assessment.revision} assessment={assessment} canEdit={canEdit} />
          ) : (
            <QuestionsPanel assessment={assessment} canEdit={canEdit} />
          ),
        },
        {
          value: 'settings',
          label: t('parts.settings'),
          content: <SettingsForm assessment={assessment} canEdit={canEdit} />,
        },
        {
          value: 'overrides',
          label: t('parts.overrides'),
          content: <OverridesPanel assessment={assessment} />,
        },
        ...(written
          ? []
          : [
              {
                value: 'attempts' as const,
                label: t('parts.attempts'),
                count: assessment.attemptCount,
                content: <AttemptsPanel assessment={assessment} />,
              },
              {
                value: 'analysis' as const,
                label: t('parts.analysis'),
                content: <AnalysisPanel assessmentId={assessment.id} />,
              },
            ]),
      ]}
    />
  );
}
