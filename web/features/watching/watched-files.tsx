import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addWatchedFiles,
  type WatchedFile,
  WatchedFileState,
  type WatchedFolder,
} from '../../../contracts/watching.ts';
import { api } from '../../api/client.ts';
import { StatusDot, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { formatBytes, formatDateTime, formatNumber } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { filesQuery } from './queries.ts';

const TONES: Record<WatchedFileState, Tone> = {
  settling: 'accent',
  found: 'caution',
  wanted: 'accent',
  added: 'positive',
  failed: 'negative',
  gone: 'neutral',
};

/** What was seen in a folder, and the way to add what waits. */
export function WatchedFiles({ folder }: { folder: WatchedFolder }) {
  const { t } = useTranslation('sources');
  const queryClient = useQueryClient();
  const [state, setState] = useState<WatchedFileState | undefined>(
    folder.counts.found > 0 ? 'found' : undefined,
  );
  const files = useInfiniteQuery(filesQuery(folder.id, state));
  const add = useMutation({
    mutationFn: (fileId: string | null) =>
      api(addWatchedFiles, {
        params: { id: folder.id },
        body: fileId === null ? {} : { fileIds: [fileId] },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['watching'] }),
  });
  const rows = files.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="grid gap-3 border-line border-t pt-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label={t('files.filter')}>
          <Select
            value={state ?? ''}
            onChange={(event) =>
              setState(WatchedFileState.options.find((one) => one === event.target.value))
            }
          >
            <option value="">{t('files.all')}</option>
            {WatchedFileState.options.map((one) => (
              <option key={one} value={one}>
                {t(`fileState.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        {folder.enabled && folder.counts.found > 0 ? (
          <Button variant="primary" loading={add.isPending} onClick={() => add.mutate(null)}>
            {t('files.addAll', { n: formatNumber(folder.counts.found) })}
          </Button>
        ) : null}
      </div>
      {add.error ? <ErrorState compact error={add.error} /> : null}
      {files.error ? (
        <ErrorState compact error={files.error} onRetry={() => void files.refetch()} />
      ) : null}
      {files.isPending ? <Skeleton className="h-24" /> : null}
      {files.data && rows.length === 0 ? (
        <p className="text-ink-soft text-ui">{t('files.none')}</p>
      ) : null}
      <ul className="grid divide-y divide-line">
        {rows.map((file) => (
          <File
            key={file.id}
            file={file}
            canAdd={folder.enabled}
            adding={add.isPending && add.variables === file.id}
            onAdd={() => add.mutate(file.id)}
          />
        ))}
      </ul>
      {files.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={files.isFetchingNextPage}
          onClick={() => void files.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}

function File({
  file,
  canAdd,
  adding,
  onAdd,
}: {
  file: WatchedFile;
  canAdd: boolean;
  adding: boolean;
  onAdd: () => void;
}) {
  const { t } = useTranslation('sources');
  const removed = file.state === 'added' && file.materialId === null && !file.reading;
  const offers = file.state === 'found' || file.state === 'failed' || removed;
  return (
    <li className="grid gap-1 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 break-all" dir="auto">
          {file.materialId === null ? (
            file.path
          ) : (
            <Link
              to="/materials/$materialId"
              params={{ materialId: file.materialId }}
              className="text-link"
              title={file.materialTitle ?? undefined}
            >
              {file.path}
            </Link>
          )}
        </p>
        {offers && canAdd ? (
          <Button
            size="small"
            aria-label={t('files.addOne', { name: file.path })}
            loading={adding}
            onClick={onAdd}
          >
            {t(file.state === 'failed' ? 'files.again' : 'files.add')}
          </Button>
        ) : null}
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-sm">
        <StatusDot tone={removed ? 'neutral' : TONES[file.state]} busy={file.reading}>
          {file.reading
            ? t('fileState.reading')
            : removed
              ? t('fileState.removed')
              : file.state === 'found' && file.materialId !== null
                ? t('fileState.changed')
                : t(`fileState.${file.state}`)}
        </StatusDot>
        <span>{formatBytes(file.sizeBytes)}</span>
        <span>{formatDateTime(file.modifiedAt)}</span>
      </p>
      {file.error ? (
        <p dir="auto" className="text-negative text-sm">
          {file.error.message}
        </p>
      ) : null}
    </li>
  );
}
