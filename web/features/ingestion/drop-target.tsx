import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../ui/toast-store.ts';
import { useAdd } from './use-add.ts';

/** Files may be dropped anywhere on the page. */
export function DropTarget({ children }: { children: ReactNode }) {
  const { t } = useTranslation('library');
  const [over, setOver] = useState(false);
  const { add, problems } = useAdd();
  const { mutate } = add;
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      const found = problems(files);
      for (const message of found) showToast({ message, tone: 'negative' });
      if (found.length === 0 && files.length > 0) mutate({ kind: 'files', files });
    };
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  });
  return (
    <>
      {children}
      {over ? (
        <div className="pointer-events-none fixed inset-4 z-50 grid place-items-center rounded-panel border-2 border-accent border-dashed bg-accent-tint">
          <p className="font-semibold text-accent text-xl">{t('drop')}</p>
        </div>
      ) : null}
    </>
  );
}
