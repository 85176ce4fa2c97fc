import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { completeHref, isAllowedHref } from '../article/links.ts';
import type { DialogProps } from './edit-request.ts';

/** Sets, changes or removes the link of the chosen words; without words the address stands for itself. */
export function LinkDialog({ editor, onClose }: DialogProps<'link'>) {
  const { t } = useTranslation('editor');
  const before = String(editor.getAttributes('link').href ?? '');
  const [typed, setTyped] = useState(before);
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const href = completeHref(typed);
    if (!isAllowedHref(href)) return setWrong(true);
    const { empty } = editor.state.selection;
    if (empty && before === '')
      editor.commands.insertContent({
        type: 'text',
        text: href.replace(/^mailto:/, ''),
        marks: [{ type: 'link', attrs: { href } }],
      });
    else editor.chain().extendMarkRange('link').setLink({ href }).run();
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('link.title')} size="small">
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        <Field
          label={t('link.address')}
          hint={t('link.hint')}
          error={wrong ? t('link.wrong') : undefined}
          required
        >
          <TextInput
            dir="ltr"
            autoFocus
            inputMode="url"
            maxLength={2000}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(false);
            }}
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary">
            {t('link.set')}
          </Button>
          {before === '' ? null : (
            <Button
              onClick={() => {
                editor.chain().extendMarkRange('link').unsetLink().run();
                onClose();
              }}
            >
              {t('link.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
