import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addWatchedFolder,
  editWatchedFolder,
  WATCHED_FILE_TYPES,
  type WatchedFolder,
} from '../../../contracts/watching.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';

const FORM = 'watched-folder';
const FIRST_TYPES = ['pdf', 'docx', 'txt'];

/** A folder to be watched, or how a watched one is looked at; its path stays. */
export function FolderDialog({
  folder,
  roots,
  onClose,
}: {
  folder: WatchedFolder | null;
  roots: readonly string[];
  onClose: () => void;
}) {
  const { t } = useTranslation('sources');
  const queryClient = useQueryClient();
  const [types, setTypes] = useState<readonly string[]>(folder?.fileTypes ?? FIRST_TYPES);
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const how = {
        recursive: form.get('recursive') !== null,
        autoProcess: form.get('autoProcess') !== null,
        fileTypes: [...types],
      };
      return folder === null
        ? api(addWatchedFolder, { body: { path: String(form.get('path') ?? '').trim(), ...how } })
        : api(editWatchedFolder, { params: { id: folder.id }, body: how });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['watching'] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={folder === null ? t('folders.add') : t('folders.change')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            form={FORM}
            variant="primary"
            disabled={types.length === 0}
            loading={save.isPending}
          >
            {folder === null ? t('folders.watch') : t('save')}
          </Button>
        </>
      }
    >
      <form id={FORM} className="grid gap-5" onSubmit={submit}>
        {save.error ? <ErrorState compact error={save.error} /> : null}
        <Field
          label={t('folders.path')}
          hint={folder === null ? t('folders.pathHint', { roots: roots.join(', ') }) : null}
          required={folder === null}
        >
          <TextInput
            name="path"
            dir="ltr"
            required
            maxLength={1000}
            disabled={folder !== null}
            defaultValue={folder?.path ?? (roots.length === 1 ? roots[0] : '')}
          />
        </Field>
        <Checkbox
          name="recursive"
          label={t('folders.recursive')}
          defaultChecked={folder?.recursive ?? true}
        />
        <Checkbox
          name="autoProcess"
          label={t('folders.auto')}
          hint={t('folders.autoHint')}
          defaultChecked={folder?.autoProcess ?? true}
        />
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-medium text-ui">{t('folders.types')}</legend>
          <div className="grid grid-cols-3 gap-2 sm:grid-cols-4">
            {WATCHED_FILE_TYPES.map((type) => (
              <Checkbox
                key={type}
                label={<bdi>{type}</bdi>}
                checked={types.includes(type)}
                onChange={(event) =>
                  setTypes(
                    event.target.checked
                      ? [...types, type]
                      : types.filter((other) => other !== type),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}
