import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerKey, EditedContent, Item } from '../../../contracts/items.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

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
          answerKey: key,
        });
    } else if (content.type === 'flashcard')
      onSave({ type: 'flashcard', front: value('front'), back: value('back') });
    else onSave({ type: content.type, title: value('title'), text: value('text') });
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

function AnswerKeyFields({
  answerKey,
  onChange,
}: {
  answerKey: AnswerKey;
  onChange: (key: AnswerKey) => void;
}) {
  const { t } = useTranslation('review');
  if ('options' in answerKey) {
    const change = (index: number, part: Partial<(typeof answerKey.options)[number]>) => {
      const options = answerKey.options.map((option, at) =>
        at === index
          ? { ...option, ...part }
          : part.correct
            ? { ...option, correct: false }
            : option,
      );
      onChange({ ...answerKey, options } as AnswerKey);
    };
    return (
      <div className="grid gap-4">
        {answerKey.options.map((option, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an option has no identity but its place while it is edited
          <fieldset key={index} className="grid gap-2 rounded-control border border-line p-4">
            <legend className="px-1 text-sm">{t('option', { n: index + 1 })}</legend>
            <Field label={t('option', { n: index + 1 })} hideLabel required>
              <TextInput
                value={option.text}
                required
                onChange={(event) => change(index, { text: event.target.value })}
              />
            </Field>
            <Field label={t('feedback')}>
              <TextInput
                value={option.feedback}
                onChange={(event) => change(index, { feedback: event.target.value })}
              />
            </Field>
            <label className="flex items-center gap-2 text-ui">
              <input
                type="radio"
                name="right"
                className="size-4 accent-accent"
                checked={option.correct}
                onChange={() => change(index, { correct: true })}
              />
              {t('right')}
            </label>
          </fieldset>
        ))}
      </div>
    );
  }
  if ('gaps' in answerKey) {
    return (
      <>
        {answerKey.gaps.map((gap, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a gap is its place in the text
          <Field key={index} label={t('gap', { n: index + 1 })} required>
            <TextArea
              required
              defaultValue={gap.accepted.join('\n')}
              onChange={(event) =>
                onChange({
                  ...answerKey,
                  gaps: answerKey.gaps.map((one, at) =>
                    at === index ? { accepted: lines(event.target.value) } : one,
                  ),
                })
              }
            />
          </Field>
        ))}
      </>
    );
  }
  return (
    <Field label={t('accepted')} required>
      <TextArea
        required
        defaultValue={answerKey.accepted.join('\n')}
        onChange={(event) => onChange({ ...answerKey, accepted: lines(event.target.value) })}
      />
    </Field>
  );
}
