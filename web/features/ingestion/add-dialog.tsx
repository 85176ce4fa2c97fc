import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCEPTED_EXTENSIONS } from '../../../contracts/ingestion.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useAdd } from './use-add.ts';

type Way = 'files' | 'text' | 'url';

/** Three ways in: files, pasted text, an address. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('library');
  const [way, setWay] = useState<Way>('files');
  const [complaints, setComplaints] = useState<readonly string[]>([]);
  const { add, problems } = useAdd(onClose);
  const choose = (files: readonly File[]) => {
    const found = problems(files);
    setComplaints(found);
    if (found.length === 0 && files.length > 0) add.mutate({ kind: 'files', files });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const value = (name: string) => String(data.get(name) ?? '').trim();
    if (way === 'text') add.mutate({ kind: 'text', title: value('title'), text: value('text') });
    if (way === 'url') add.mutate({ kind: 'url', url: value('url') });
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('addDialog.title')} size="medium">
      <div className="grid gap-4">
        {add.error ? <ErrorState compact error={add.error} /> : null}
        {complaints.map((complaint) => (
          <Callout key={complaint} tone="negative" live>
            {complaint}
          </Callout>
        ))}
        <Tabs<Way>
          label={t('addDialog.title')}
          value={way}
          onChange={setWay}
          tabs={[
            {
              value: 'files',
              label: t('addDialog.files'),
              content: (
                <div className="grid gap-4 pt-4">
                  <Field label={t('addDialog.choose')} hint={t('addDialog.formats')}>
                    <TextInput
                      type="file"
                      multiple
                      accept={ACCEPTED_EXTENSIONS.join(',')}
                      disabled={add.isPending}
                      onChange={(event) => choose([...(event.target.files ?? [])])}
                    />
                  </Field>
                  {add.isPending && add.variables.kind === 'files' ? (
                    <Progress
                      value={null}
                      label={t('addDialog.uploading', {
                        n: formatNumber(add.variables.files.length),
                      })}
                    />
                  ) : null}
                </div>
              ),
            },
            {
              value: 'text',
              label: t('addDialog.text'),
              content: (
                <form className="grid gap-4 pt-4" onSubmit={submit}>
                  <Field label={t('addDialog.titleField')} required>
                    <TextInput name="title" maxLength={255} required />
                  </Field>
                  <Field label={t('addDialog.textField')} hint={t('addDialog.textHint')} required>
                    <TextArea name="text" rows={8} required />
                  </Field>
                  <Button type="submit" variant="primary" loading={add.isPending}>
                    {t('addDialog.submit')}
                  </Button>
                </form>
              ),
            },
            {
              value: 'url',
              label: t('addDialog.url'),
              content: (
                <form className="grid gap-4 pt-4" onSubmit={submit}>
                  <Field label={t('addDialog.urlField')} hint={t('addDialog.urlHint')} required>
                    <TextInput name="url" type="url" placeholder="https://" required />
                  </Field>
                  <Button type="submit" variant="primary" loading={add.isPending}>
                    {t('addDialog.submit')}
                  </Button>
                </form>
              ),
            },
          ]}
        />
      </div>
    </Dialog>
  );
}
