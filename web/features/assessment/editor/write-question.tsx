import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writeQuestion } from '../../../../contracts/assessment.ts';
import { type AnswerKey, type Item, QuestionType } from '../../../../contracts/items.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx';
import { AnswerKeyFields } from '../../review/answer-key/index.tsx';
import { lines } from '../../review/answer-key/lines.ts';
import { blankKey, fitGaps } from './blank-key.ts';

/** A question of the author's own; what the lints say of it is shown, and does not hold it up. */
export function WriteQuestion({
  courseId,
  onWritten,
  onClose,
}: {
  courseId: string;
  onWritten: (itemId: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['assessing', 'review', 'common']);
  const queryClient = useQueryClient();
  const words = { right: t('write.true'), wrong: t('write.false') };
  const [type, setType] = useState<QuestionType>('multiple_choice');
  const [key, setKey] = useState<AnswerKey>(() => blankKey('multiple_choice', words));
  const [stem, setStem] = useState('');
  const write = useMutation({
    mutationFn: (data: FormData) =>
      api(writeQuestion, {
        params: { id: courseId },
        idempotencyKey: crypto.randomUUID(),
        body: {
          stem: stem.trim(),
          explanation: String(data.get('explanation')).trim(),
          hints: lines(String(data.get('hints'))),
          difficulty: Number(data.get('difficulty')) || 5,
          ...(type === 'essay' ? {} : { points: Number(data.get('points')) || 1 }),
          answerKey: key,
        },
      }),
    onSuccess: (item) => {
      void queryClient.invalidateQueries({ queryKey: ['question-picker'] });
      if (item.status === 'approved' && item.lints.length === 0) onWritten(item.id);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    write.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog open onOpenChange={onClose} size="large" title={t('questions.write')}>
      {write.data ? (
        <Written item={write.data} onUse={() => onWritten(write.data.id)} onClose={onClose} />
      ) : (
        <form className="grid gap-4 pb-2" onSubmit={submit}>
          {write.error ? <ErrorState compact error={write.error} /> : null}
          <Field label={t('write.type')}>
            <Select
              value={type}
              onChange={(event) => {
                const next = event.target.value as QuestionType;
                setType(next);
                setKey(fitGaps(blankKey(next, words), stem));
              }}
            >
              {QuestionType.options.map((one) => (
                <option key={one} value={one}>
                  {t(`type.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label={t('review:stem')}
            required
            {...(type === 'fill_blank' ? { hint: t('write.gaps') } : {})}
          >
            <TextArea
              required
              maxLength={4000}
              value={stem}
              onChange={(event) => {
                setStem(event.target.value);
                setKey(fitGaps(key, event.target.value));
              }}
            />
          </Field>
          <AnswerKeyFields key={type} answerKey={key} onChange={setKey} />
          <Field label={t('review:explanation')}>
            <TextArea name="explanation" maxLength={4000} />
          </Field>
          <Field label={t('review:hints')}>
            <TextArea name="hints" />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('write.difficulty')}>
              <TextInput name="difficulty" type="number" min={1} max={10} defaultValue={5} />
            </Field>
            {type === 'essay' ? null : (
              <Field label={t('review:pointsField')}>
                <TextInput name="points" type="number" min={0.5} step={0.5} defaultValue={1} />
              </Field>
            )}
          </div>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t('common:action.cancel')}</Button>
            <Button type="submit" variant="primary" loading={write.isPending}>
              {t('write.add')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** What there is to know of a question that was kept, before it is used. */
function Written({ item, onUse, onClose }: { item: Item; onUse: () => void; onClose: () => void }) {
  const { t } = useTranslation(['assessing', 'review', 'common']);
  return (
    <div className="grid gap-4 pb-2">
      {item.lints.length > 0 ? (
        <Callout tone="caution" live title={t('write.lints')}>
          <ul className="list-disc ps-5">
            {item.lints.map((lint) => (
              <li key={lint}>{t(`review:lint.${lint}` as 'review:lint.answer_not_in_source')}</li>
            ))}
          </ul>
        </Callout>
      ) : null}
      {item.status === 'approved' ? (
        <Button variant="primary" className="justify-self-end" onClick={onUse}>
          {t('write.use')}
        </Button>
      ) : (
        <>
          <p>{t('write.inReview')}</p>
          <Button className="justify-self-end" onClick={onClose}>
            {t('common:action.close')}
          </Button>
        </>
      )}
    </div>
  );
}
