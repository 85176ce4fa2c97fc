import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  deleteWatchedFolder,
  editWatchedFolder,
  scanWatchedFolder,
  type WatchedFolder,
} from '../../../contracts/watching.ts';
import { api } from '../../api/client.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { WatchedFiles } from './watched-files.tsx';
import { When } from './when.tsx';

const COUNTED = ['added', 'found', 'wanted', 'settling', 'failed', 'gone'] as const;

/** One watched folder: where it stands, what it brought, and what can be done with it. */
export function FolderPanel({ folder }: { folder: WatchedFolder }) {
  const { t } = useTranslation('sources');
  const queryClient = useQueryClient();
  const name = useId();
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const [showsFiles, setShowsFiles] = useState(false);
  const params = { id: folder.id };
  const again = () => queryClient.invalidateQueries({ queryKey: ['watching'] });
  const scan = useMutation({
    mutationFn: () => api(scanWatchedFolder, { params }),
    onSuccess: again,
  });
  const pause = useMutation({
    mutationFn: () => api(editWatchedFolder, { params, body: { enabled: !folder.enabled } }),
    onSuccess: again,
  });
  const error = scan.error ?? pause.error;
  const counts = COUNTED.filter((state) => folder.counts[state] > 0);
  const files = COUNTED.reduce((sum, state) => sum + folder.counts[state], 0);
  return (
    <li className="grid gap-3 rounded-panel border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 id={name} className="min-w-0 break-all font-medium">
          <bdi dir="ltr">{folder.path}</bdi>
        </h3>
        <FolderState folder={folder} />
      </div>
      <p className="text-ink-soft text-sm">
        {[
          t(folder.recursive ? 'folders.withInner' : 'folders.withoutInner'),
          t(folder.autoProcess ? 'folders.byItself' : 'folders.byPerson'),
        ].join(' · ')}
        {' · '}
        <bdi dir="ltr">{folder.fileTypes.join(', ')}</bdi>
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <When label={t('folders.last')} at={folder.lastScanAt} none={t('folders.never')} />
        {folder.enabled ? (
          <When label={t('folders.next')} at={folder.nextScanAt} none={t('folders.never')} />
        ) : null}
      </p>
      {folder.lastError ? (
        <Callout tone="negative" title={t('folders.trouble')}>
          <p dir="auto">{folder.lastError}</p>
        </Callout>
      ) : null}
      {error ? <ErrorState compact error={error} /> : null}
      <p className="text-ui">
        {counts.length === 0
          ? t('folders.empty')
          : counts
              .map((state) => t(`counts.${state}`, { n: formatNumber(folder.counts[state]) }))
              .join(' · ')}
      </p>
      <div className="flex flex-wrap gap-2">
        {files > 0 ? (
          <Button
            size="small"
            aria-describedby={name}
            aria-expanded={showsFiles}
            onClick={() => setShowsFiles(!showsFiles)}
          >
            {t(showsFiles ? 'files.hide' : 'files.show')}
          </Button>
        ) : null}
        {folder.enabled ? (
          <Button
            size="small"
            aria-describedby={name}
            loading={scan.isPending}
            onClick={() => scan.mutate()}
          >
            {t('folders.scan')}
          </Button>
        ) : null}
        <Button
          size="small"
          aria-describedby={name}
          loading={pause.isPending}
          onClick={() => pause.mutate()}
        >
          {t(folder.enabled ? 'pause' : 'resume')}
        </Button>
        <Button size="small" aria-describedby={name} onClick={() => setOpen('edit')}>
          {t('change')}
        </Button>
        <Button
          size="small"
          aria-describedby={name}
          variant="quiet"
          onClick={() => setOpen('remove')}
        >
          {t('remove')}
        </Button>
      </div>
      {showsFiles ? <WatchedFiles folder={folder} /> : null}
      {open === 'edit' ? (
        <FolderDialog folder={folder} roots={[]} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'remove' ? (
        <RemoveDialog
          title={t('folders.removeTitle')}
          text={t('folders.removeText')}
          remove={() => api(deleteWatchedFolder, { params })}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </li>
  );
}

function FolderState({ folder }: { folder: WatchedFolder }) {
  const { t } = useTranslation('sources');
  if (!folder.enabled) return <StatusDot>{t('state.paused')}</StatusDot>;
  if (folder.scanning)
    return (
      <StatusDot tone="accent" busy>
        {t('state.scanning')}
      </StatusDot>
    );
  if (folder.lastError !== null) return <StatusDot tone="negative">{t('state.trouble')}</StatusDot>;
  return <StatusDot tone="positive">{t('state.watching')}</StatusDot>;
}
