import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';

/** Asks before something is no longer watched. */
export function RemoveDialog({
  title,
  text,
  remove,
  onClose,
}: {
  title: string;
  text: string;
  remove: () => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useTranslation('sources');
  const queryClient = useQueryClient();
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['watching'] });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="danger" loading={removal.isPending} onClick={() => removal.mutate()}>
            {t('remove')}
          </Button>
        </>
      }
    >
      {removal.error ? <ErrorState compact error={removal.error} /> : null}
    </Dialog>
  );
}
