import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCEPTED_EXTENSIONS,
  addVersionFile,
  addVersionText,
  fetchVersion,
  listVersions,
  type MaterialVersion,
} from '../../../contracts/ingestion.ts';
import { getMaterial } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { WatchThisPage } from '../watching/watch-page.tsx';

/** The versions of a material, what each did to its items, and the way to give a new one. */
export function VersionsPage() {
  const { t } = useTranslation('library');
  const { materialId } = useParams({ from: '/app/materials/$materialId/versions' });
  const material = useQuery({
    queryKey: ['material', materialId],
    queryFn: ({ signal }) => api(getMaterial, { params: { id: materialId }, signal }),
  });
  const versions = useQuery({
    queryKey: ['material', materialId, 'versions'],
    queryFn: ({ signal }) => api(listVersions, { params: { id: materialId }, signal }),
  });
  const error = material.error ?? versions.error;
  if (error) return <ErrorState wholePage error={error} onRetry={() => void versions.refetch()} />;
  if (!material.data || !versions.data) return <SkeletonText lines={8} />;
  return (
    <div className="grid max-w-4xl gap-8">
      <PageHeader
        title={t('versions.title', { title: material.data.title })}
        actions={
          <Link to="/materials/$materialId" params={{ materialId }} className={buttonClass()}>
            {t('versions.back')}
          </Link>
        }
      >
        {t('versions.lead')}
      </PageHeader>
      <Section title={t('versions.add')} lead={t('versions.addLead')}>
        <AddVersion materialId={materialId} sourceType={material.data.sourceType} />
      </Section>
      {material.data.sourceType === 'url' ? (
        <Section title={t('versions.follow')} lead={t('versions.followLead')}>
          <WatchThisPage materialId={materialId} url={material.data.sourceName} />
        </Section>
      ) : null}
      <Section title={t('versions.list')}>
        <ol className="grid divide-y divide-line">
          {versions.data.items.map((version) => (
            <Version key={version.version} version={version} />
          ))}
        </ol>
      </Section>
    </div>
  );
}

function Version({ version }: { version: MaterialVersion }) {
  const { t } = useTranslation('library');
  const { items } = version;
  return (
    <li className="grid gap-1 py-4">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">
          {t('versions.number', { n: formatNumber(version.version) })}
        </span>
        {version.current ? <Badge tone="positive">{t('versions.current')}</Badge> : null}
        {version.currentAt === null ? <Badge>{t('versions.reading')}</Badge> : null}
      </p>
      <p className="text-ink-soft text-sm">
        {[
          formatDateTime(version.createdAt),
          version.createdByName,
          version.sourceName,
          version.wordCount === null
            ? null
            : t('versions.words', { n: formatNumber(version.wordCount) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {items === null ? null : (
        <p className="text-ui">
          {t('versions.items', {
            kept: formatNumber(items.kept),
            stale: formatNumber(items.stale),
            retired: formatNumber(items.retired),
            revived: formatNumber(items.revived),
          })}
        </p>
      )}
    </li>
  );
}

function AddVersion({
  materialId,
  sourceType,
}: {
  materialId: string;
  sourceType: 'file' | 'url' | 'text';
}) {
  const { t } = useTranslation('library');
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const give = useMutation({
    mutationFn: (what: { file?: File; text?: string }) => {
      const params = { id: materialId };
      if (what.file) {
        const body = new FormData();
        body.append('files', what.file);
        return api(addVersionFile, { params, body: body as never });
      }
      return what.text === undefined
        ? api(fetchVersion, { params })
        : api(addVersionText, { params, body: { text: what.text } });
    },
    onSuccess: async ({ unchanged }) => {
      showToast({
        message: t(unchanged ? 'versions.unchanged' : 'versions.given'),
        tone: unchanged ? 'neutral' : 'positive',
      });
      setText('');
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['material', materialId] }),
        queryClient.invalidateQueries({ queryKey: ['ingestions'] }),
      ]);
    },
  });
  const submitFile = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get('file');
    if (file instanceof File && file.size > 0) give.mutate({ file });
  };
  return (
    <div className="grid gap-6">
      {give.error ? <ErrorState compact error={give.error} /> : null}
      {sourceType === 'url' ? (
        <Button
          variant="primary"
          className="justify-self-start"
          loading={give.isPending}
          onClick={() => give.mutate({})}
        >
          {t('versions.fetch')}
        </Button>
      ) : null}
      <form className="flex flex-wrap items-end gap-3" onSubmit={submitFile}>
        <Field label={t('versions.file')}>
          <TextInput name="file" type="file" accept={ACCEPTED_EXTENSIONS.join(',')} required />
        </Field>
        <Button type="submit" loading={give.isPending}>
          {t('versions.giveFile')}
        </Button>
      </form>
      <details open={sourceType === 'text'}>
        <summary className="cursor-pointer text-ui">{t('versions.asText')}</summary>
        <form
          className="grid gap-3 pt-3"
          onSubmit={(event) => {
            event.preventDefault();
            give.mutate({ text: text.trim() });
          }}
        >
          <Field label={t('versions.text')} required>
            <TextArea
              rows={8}
              required
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
          <Button type="submit" className="justify-self-start" loading={give.isPending}>
            {t('versions.giveText')}
          </Button>
        </form>
      </details>
    </div>
  );
}
