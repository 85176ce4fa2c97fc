import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerKey, EditedContent, Item } from '../../../contracts/items.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { AnswerKeyFields } from './answer-key/index.tsx';
import { lines } from './answer-key/lines.ts';

type EditorProps = {
  item: Item;
  saving: boolean;
  onSave: (content: EditedContent) => void;
  onCancel: () => void;
};

/** Edits an item in place; what may be changed depends on its kind. */
export function ItemEditor({ item, saving, onSave, onCancel }: EditorProps) {
  const { t } = useTranslation('review');
  const { content } = item;
  const [key, setKey] = useState<AnswerKey | null>(
    content.type === 'question' ? content.answerKey : null,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const value = (name: string) => String(data.get(name) ?? '').trim();
    if (content.type === 'question') {
      if (key)
        onSave({
          type: 'question',
          stem: value('stem'),
          explanation: value('explanation'),
          hints: lines(value('hints')),
          ...(key.questionType === 'essay' ? {} : { points: Number(value('points')) || 1 }),
          answerKey: key,
        });
    } else if (content.type === 'flashcard')
      onSave({ type: 'flashcard', front: value('front'), back: value('back') });
    else if (content.type === 'summary')
      onSave({
        type: 'summary',
        title: value('title'),
        text: value('text'),
        brief: value('brief') || null,
        detailed: value('detailed') || null,
      });
    else onSave({ type: 'nugget', title: value('title'), text: value('text') });
  };
  return (
    <form className="grid gap-4" onSubmit={submit}>
      {content.type === 'nugget' || content.type === 'summary' ? (
        <>
          <Field label={t('titleField')} required>
            <TextInput
              name="title"
              defaultValue={content.title}
              maxLength={255}
              required
              autoFocus
            />
          </Field>
          <Field label={t('text')} required>
            <TextArea name="text" rows={10} defaultValue={content.text} required />
          </Field>
        </>
      ) : null}
      {content.type === 'summary' ? (
        <>
          <Field label={t('brief')}>
            <TextArea name="brief" rows={3} defaultValue={content.brief ?? ''} />
          </Field>
          <Field label={t('detailed')}>
            <TextArea name="detailed" rows={10} defaultValue={content.detailed ?? ''} />
          </Field>
        </>
      ) : null}
      {content.type === 'flashcard' ? (
        <>
          <Field label={t('front')} required>
            <TextArea name="front" defaultValue={content.front} required autoFocus />
          </Field>
          <Field label={t('back')} required>
            <TextArea name="back" defaultValue={content.back} required />
          </Field>
        </>
      ) : null}
      {content.type === 'question' ? (
        <>
          <Field label={t('stem')} required>
            <TextArea name="stem" defaultValue={content.stem} required autoFocus />
          </Field>
          {key ? <AnswerKeyFields answerKey={key} onChange={setKey} /> : null}
          <Field label={t('explanation')}>
            <TextArea name="explanation" defaultValue={content.explanation} />
          </Field>
          <Field label={t('hints')}>
            <TextArea name="hints" defaultValue={content.hints.join('\n')} />
          </Field>
          {content.answerKey.questionType === 'essay' ? null : (
            <Field label={t('pointsField')}>
              <TextInput
                name="points"
                type="number"
                min={0.5}
                step={0.5}
                defaultValue={content.points}
              />
            </Field>
          )}
        </>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" size="large" loading={saving}>
          {t('save')}
        </Button>
        <Button size="large" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
