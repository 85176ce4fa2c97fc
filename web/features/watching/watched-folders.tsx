import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FolderDialog } from './folder-dialog.tsx';
import { FolderPanel } from './folder-panel.tsx';
import { foldersQuery } from './queries.ts';

/** Folders of the server whose files come in by themselves, or how to allow them. */
export function WatchedFolders() {
  const { t } = useTranslation('sources');
  const [adding, setAdding] = useState(false);
  const folders = useQuery(foldersQuery);
  const { roots = [], items = [] } = folders.data ?? {};
  return (
    <Section title={t('folders.title')} lead={t('folders.lead')}>
      {folders.error ? (
        <ErrorState compact error={folders.error} onRetry={() => void folders.refetch()} />
      ) : null}
      {folders.isPending ? <Skeleton className="h-40" /> : null}
      {folders.data && roots.length === 0 ? (
        <Callout title={t('folders.notAllowed')}>
          {t('folders.howTo')}{' '}
          <code dir="ltr" className="mt-1 block w-fit break-all font-mono text-sm">
            LECTERN_WATCH_ROOTS=/srv/lectures npm start
          </code>
        </Callout>
      ) : null}
      {roots.length > 0 && items.length === 0 ? (
        <p className="text-ink-soft">{t('folders.none')}</p>
      ) : null}
      <ul className="grid gap-3">
        {items.map((folder) => (
          <FolderPanel key={folder.id} folder={folder} />
        ))}
      </ul>
      {roots.length > 0 ? (
        <Button
          variant={items.length === 0 ? 'primary' : 'secondary'}
          className="justify-self-start"
          onClick={() => setAdding(true)}
        >
          {t('folders.add')}
        </Button>
      ) : null}
      {adding ? (
        <FolderDialog folder={null} roots={roots} onClose={() => setAdding(false)} />
      ) : null}
    </Section>
  );
}
