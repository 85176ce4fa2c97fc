import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Field, TextArea } from '../../../ui/field.tsx';

type Range = { start: number; end: number };

/** What is selected of the submitted text, in UTF-16 units of it; null for nothing. */
function selectedRange(): (Range & { quote: string }) | null {
  const selection = document.getSelection();
  const root = document.querySelector('[data-submission-text]');
  if (!selection || selection.isCollapsed || !root || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(root);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const quote = range.toString();
  return { start, end: start + quote.length, quote };
}

/** A comment on the whole work, or on the words of it that are selected. */
export function CommentForm({
  textLength,
  busy,
  onAdd,
}: {
  textLength: number;
  busy: boolean;
  onAdd: (text: string, range: Range | null) => Promise<unknown>;
}) {
  const { t } = useTranslation('assessing');
  const [text, setText] = useState('');
  const [range, setRange] = useState<(Range & { quote: string }) | null>(null);
  useEffect(() => {
    // A selection ends when the field is entered; the last one within the text is what counts.
    const read = () => {
      const selected = selectedRange();
      if (selected && selected.end <= textLength) setRange(selected);
    };
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, [textLength]);
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void onAdd(text.trim(), range && { start: range.start, end: range.end })
          .then(() => {
            setText('');
            setRange(null);
          })
          .catch(() => undefined);
      }}
    >
      {range ? (
        <div className="flex flex-wrap items-center justify-between gap-2 text-ui">
          <blockquote
            dir="auto"
            className="line-clamp-2 border-accent border-s-2 ps-3 text-ink-soft"
          >
            {range.quote}
          </blockquote>
          <Button size="small" variant="quiet" onClick={() => setRange(null)}>
            {t('grading.whole')}
          </Button>
        </div>
      ) : null}
      <Field
        label={t('grading.comment')}
        hint={textLength > 0 ? t('grading.commentHint') : undefined}
      >
        <TextArea
          rows={2}
          required
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" className="justify-self-start" loading={busy}>
        {t('grading.addComment')}
      </Button>
    </form>
  );
}
