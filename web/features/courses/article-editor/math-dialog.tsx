import { type FormEvent, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextArea } from '../../../ui/field.tsx';
import { Formula } from '../article/formula.tsx';
import { formulaProblem } from '../article/typeset.ts';
import type { DialogProps } from './edit-request.ts';
import { insertBlock } from './insert-block.ts';

const LONGEST = 4000;

/** Writes a formula and shows at once how it will look. */
export function MathDialog({ editor, request, onClose }: DialogProps<'math'>) {
  const { t } = useTranslation('editor');
  const { display, pos } = request;
  const [latex, setLatex] = useState(request.latex);
  const shown = useDeferredValue(latex.trim());
  const problem = shown === '' ? null : formulaProblem(shown);
  const type = display ? 'blockMath' : 'inlineMath';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const written = latex.trim();
    if (written === '' || formulaProblem(written) !== null) return;
    const node = { type, attrs: { latex: written } };
    if (pos === undefined && display) insertBlock(editor, node);
    else if (pos === undefined) editor.commands.insertContent(node);
    else
      editor
        .chain()
        .insertContentAt({ from: pos, to: pos + 1 }, node)
        .run();
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={display ? t('math.titleBlock') : t('math.titleInline')}
    >
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        <Field
          label={t('math.latex')}
          hint={<bdi dir="auto">{t('math.hint')}</bdi>}
          error={problem === null ? undefined : t('math.wrong', { problem })}
          required
        >
          <TextArea
            dir="ltr"
            autoFocus
            rows={display ? 3 : 2}
            maxLength={LONGEST}
            className="font-mono"
            value={latex}
            onChange={(event) => setLatex(event.target.value)}
          />
        </Field>
        <div className="grid gap-1.5">
          <p className="font-medium text-ui">{t('math.preview')}</p>
          <div className="article min-h-12 overflow-x-auto rounded-control bg-sunken px-4 py-3">
            {shown !== '' && problem === null ? (
              <Formula key={shown} latex={shown} display={display} />
            ) : null}
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary">
            {pos === undefined ? t('math.insert') : t('math.change')}
          </Button>
          {pos === undefined ? null : (
            <Button
              onClick={() => {
                editor.commands.deleteRange({ from: pos, to: pos + 1 });
                onClose();
              }}
            >
              {t('math.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
