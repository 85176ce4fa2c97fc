import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewPaper } from '../../../../contracts/attempts.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonText } from '../../../ui/skeleton.tsx';
import { AttemptQuestion } from '../attempt-question.tsx';

/** A paper as some learner would get it; each time it may be another one. */
export function PaperPreview({
  assessmentId,
  onClose,
}: {
  assessmentId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('assessing');
  const [draw, setDraw] = useState(1);
  const paper = useQuery({
    queryKey: ['assessment', 'preview', assessmentId, draw],
    queryFn: ({ signal }) =>
      api(previewPaper, {
        params: { id: assessmentId },
        query: { seed: `preview ${draw}` },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const questions = paper.data?.questions ?? [];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={t('questions.preview')}
      description={t('preview.text')}
      footer={
        <Button loading={paper.isFetching} onClick={() => setDraw(draw + 1)}>
          {t('preview.another')}
        </Button>
      }
    >
      {paper.error ? <ErrorState compact error={paper.error} /> : null}
      {paper.isPending ? <SkeletonText lines={8} /> : null}
      <div className="grid gap-8">
        {questions.map((one, index) => (
          <AttemptQuestion
            key={`${paper.data?.seed} ${one.position}`}
            question={one}
            count={questions.length}
            answer={null}
            withSection={questions[index - 1]?.sectionTitle !== one.sectionTitle}
            flagged={false}
            onFlag={undefined}
            onGive={() => undefined}
          />
        ))}
      </div>
    </Dialog>
  );
}
