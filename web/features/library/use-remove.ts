import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deleteMaterial, type Material, restoreMaterial } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { showToast } from '../../ui/toast-store.ts';

/** Deletes at once; the toast brings it back. */
export function useRemove() {
  const { t } = useTranslation(['library', 'common']);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['materials'] });
  const restore = useMutation({
    mutationFn: (id: string) => api(restoreMaterial, { params: { id } }),
    onSuccess: refresh,
  });
  return useMutation({
    mutationFn: (material: Material) => api(deleteMaterial, { params: { id: material.id } }),
    onSuccess: (_, material) => {
      showToast({
        message: t('deleted', { title: material.title }),
        action: { label: t('common:action.undo'), run: () => restore.mutate(material.id) },
      });
      return refresh();
    },
  });
}
