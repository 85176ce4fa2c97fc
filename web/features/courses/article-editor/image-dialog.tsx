import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { IMAGE_TYPES, MOST_BYTES, pictureSize, uploadFile } from '../upload-file.ts';
import type { DialogProps } from './edit-request.ts';
import { insertBlock } from './insert-block.ts';

/** Puts a picture in, and asks what it shows; for one that is there, changes the words. */
export function ImageDialog({ editor, request, onClose }: DialogProps<'image'>) {
  const { t } = useTranslation('editor');
  const { pos } = request;
  const before = pos === undefined ? null : editor.state.doc.nodeAt(pos);
  const [file, setFile] = useState(request.file);
  const [alt, setAlt] = useState(String(before?.attrs.alt ?? ''));
  const size = formatBytes(MOST_BYTES.image);
  const tooLarge = file !== undefined && file.size > MOST_BYTES.image;
  const save = useMutation({
    mutationFn: async () => {
      if (!file) return before?.attrs ?? null;
      const [{ id }, measured] = await Promise.all([uploadFile(file, 'image'), pictureSize(file)]);
      return { fileId: id, width: measured?.width ?? null, height: measured?.height ?? null };
    },
    onSuccess: (attrs) => {
      if (!attrs) return;
      const node = { type: 'image', attrs: { ...attrs, alt: alt.trim() } };
      if (pos === undefined) insertBlock(editor, node);
      else editor.commands.insertContentAt({ from: pos, to: pos + 1 }, node);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!tooLarge) save.mutate();
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('image.title')}>
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        {save.error ? <ErrorState compact error={save.error} /> : null}
        <Field
          label={t('image.file')}
          hint={
            request.file && file === request.file
              ? t('image.chosen', { name: request.file.name })
              : t('image.fileHint', { size })
          }
          error={tooLarge ? t('image.tooLarge', { size }) : undefined}
          required={before === null && file === undefined}
        >
          <TextInput
            type="file"
            accept={IMAGE_TYPES}
            className="py-1.5"
            onChange={(event) => setFile(event.target.files?.[0] ?? request.file)}
          />
        </Field>
        <Field label={t('image.alt')} hint={t('image.altHint')}>
          <TextArea
            rows={2}
            maxLength={1000}
            value={alt}
            onChange={(event) => setAlt(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" loading={save.isPending}>
            {save.isPending ? t('image.uploading') : before ? t('image.change') : t('image.insert')}
          </Button>
          {pos === undefined ? null : (
            <Button
              onClick={() => {
                editor.commands.deleteRange({ from: pos, to: pos + 1 });
                onClose();
              }}
            >
              {t('image.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
