import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  ACCEPTED_EXTENSIONS,
  type IngestionJob,
  ingestText,
  ingestUrl,
  MAX_UPLOAD_BYTES,
  uploadFiles,
} from '../../../contracts/ingestion.ts';
import { api } from '../../api/client.ts';

/** Why a file cannot be added, or null. */
export function objection(file: File): 'tooLarge' | 'wrongKind' | null {
  const name = file.name.toLowerCase();
  if (!ACCEPTED_EXTENSIONS.some((extension) => name.endsWith(extension))) return 'wrongKind';
  return file.size > MAX_UPLOAD_BYTES ? 'tooLarge' : null;
}

export type Addition =
  | { kind: 'files'; files: readonly File[] }
  | { kind: 'text'; title: string; text: string }
  | { kind: 'url'; url: string };

async function send(addition: Addition): Promise<IngestionJob[]> {
  switch (addition.kind) {
    case 'files': {
      const form = new FormData();
      for (const file of addition.files) form.append('files', file, file.name);
      return (await api(uploadFiles, { body: form } as never)).jobs;
    }
    case 'text':
      return [await api(ingestText, { body: { title: addition.title, text: addition.text } })];
    case 'url':
      return [await api(ingestUrl, { body: { url: addition.url } })];
  }
}

/** Gives sources to the library; files that cannot be read are named before anything is sent. */
export function useAdd(onDone?: () => void) {
  const { t } = useTranslation('library');
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['ingestions'] });
      await queryClient.invalidateQueries({ queryKey: ['materials'] });
      onDone?.();
    },
  });
  const problems = (files: readonly File[]): string[] =>
    files.flatMap((file) => {
      const why = objection(file);
      return why === null ? [] : [t(`addDialog.${why}`, { name: file.name })];
    });
  return { add, problems };
}
