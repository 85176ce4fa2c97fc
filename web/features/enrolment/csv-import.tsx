import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CsvOutcome,
  type CsvPreview,
  importCsv,
  previewCsv,
} from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast-store.ts';

const TONES: Record<CsvPreview['rows'][number]['outcome'], Tone> = {
  will_enrol: 'positive',
  will_wait: 'accent',
  already: 'neutral',
  not_a_member: 'caution',
  invalid_address: 'negative',
  duplicate: 'neutral',
};
const SHOWN_ROWS = 200;

/** A list of addresses: first what it would do, row by row, then all of that or nothing. */
export function CsvImport({ courseId, onDone }: { courseId: string; onDone: () => void }) {
  const { t } = useTranslation('enrolment');
  const queryClient = useQueryClient();
  const [csv, setCsv] = useState('');
  const params = { id: courseId };
  const preview = useMutation({
    mutationFn: () => api(previewCsv, { params, body: { csv } }),
  });
  const run = useMutation({
    mutationFn: (token: string) => api(importCsv, { params, body: { csv, token } }),
    onSuccess: ({ enrolled, waiting }) => {
      showToast({
        message: t('enrolDialog.result', { enrolled, waiting, already: 0 }),
        tone: 'positive',
      });
      onDone();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['course-people', courseId] }),
  });
  const change = (text: string) => {
    setCsv(text);
    preview.reset();
    run.reset();
  };
  const found = preview.data;
  const adds = found ? (found.counts.will_enrol ?? 0) + (found.counts.will_wait ?? 0) : 0;
  return (
    <div className="grid gap-4">
      {preview.error ? <ErrorState compact error={preview.error} /> : null}
      {run.error ? <ErrorState compact error={run.error} /> : null}
      <Field label={t('csv.file')} hint={t('csv.fileHint')}>
        <TextInput
          type="file"
          accept=".csv,text/csv,text/plain"
          className="py-1.5"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void file.text().then(change);
          }}
        />
      </Field>
      <Field label={t('csv.text')}>
        <TextArea
          rows={5}
          dir="ltr"
          placeholder={'email\nana@example.com'}
          value={csv}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      {found ? (
        <>
          <p className="flex flex-wrap gap-2" role="status">
            {CsvOutcome.options.map((outcome) =>
              (found.counts[outcome] ?? 0) > 0 ? (
                <Badge key={outcome} tone={TONES[outcome]}>
                  {t(`csv.${outcome}`)} {formatNumber(found.counts[outcome] ?? 0)}
                </Badge>
              ) : null,
            )}
          </p>
          <div className="max-h-72 overflow-y-auto">
            <Table
              caption={t('csv.preview')}
              rows={found.rows.slice(0, SHOWN_ROWS)}
              rowKey={({ line }) => String(line)}
              columns={[
                { key: 'line', header: t('csv.line'), cell: ({ line }) => formatNumber(line) },
                {
                  key: 'email',
                  header: t('csv.email'),
                  primary: true,
                  cell: ({ email, name }) => (
                    <span className="grid">
                      <span className="break-all">{email}</span>
                      <bdi className="text-ink-faint text-sm">{name}</bdi>
                    </span>
                  ),
                },
                {
                  key: 'outcome',
                  header: t('csv.outcome'),
                  cell: ({ outcome }) => <Badge tone={TONES[outcome]}>{t(`csv.${outcome}`)}</Badge>,
                },
              ]}
            />
            {found.rows.length > SHOWN_ROWS ? (
              <p className="p-3 text-ink-soft text-sm">
                {t('csv.rest', { count: found.rows.length - SHOWN_ROWS })}
              </p>
            ) : null}
          </div>
          <Button
            variant="primary"
            className="justify-self-end"
            disabled={adds === 0}
            loading={run.isPending}
            onClick={() => run.mutate(found.token)}
          >
            {adds === 0 ? t('people.enrol') : t('enrolDialog.add', { count: adds })}
          </Button>
        </>
      ) : (
        <Button
          variant="primary"
          className="justify-self-end"
          disabled={csv.trim() === ''}
          loading={preview.isPending}
          onClick={() => preview.mutate()}
        >
          {t('csv.check')}
        </Button>
      )}
    </div>
  );
}
