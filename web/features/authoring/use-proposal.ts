import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type CourseProposal,
  editProposal,
  getProposal,
  type ProposalTree,
} from '../../../contracts/authoring.ts';
import type { BodyInputOf } from '../../../contracts/route.ts';
import { api } from '../../api/client.ts';

export type ProposalChange = BodyInputOf<typeof editProposal>;
export type SaveState = 'saved' | 'saving' | { error: unknown };

const WAIT_MS = 500;
const MOST_UNDO = 50;

export const proposalKey = (id: string) => ['course-proposal', id];

function applied(proposal: CourseProposal, change: ProposalChange): CourseProposal {
  const { options, ...rest } = change;
  const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const merged = { ...proposal.options };
  if (options?.quizzes) merged.quizzes = options.quizzes;
  if (options?.finalExam !== undefined) merged.finalExam = options.finalExam;
  return { ...proposal, ...named, options: merged };
}

/**
 * A proposal that is edited on the page at once and saved soon after, one request at a time. What
 * was changed while one is under way goes with the next. A failure keeps what is on the page.
 */
export function useProposal(id: string) {
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: proposalKey(id),
    queryFn: ({ signal }) => api(getProposal, { params: { id }, signal }),
    // What is on the page is newer than what the server has while it is being saved.
    refetchOnWindowFocus: false,
  });
  const [pending, setPending] = useState<ProposalChange>({});
  const [state, setState] = useState<SaveState>('saved');
  const [past, setPast] = useState<readonly ProposalTree[]>([]);
  const sending = useRef<ProposalChange | null>(null);
  const proposal = query.data ? applied(query.data, pending) : undefined;

  const save = useCallback(async () => {
    const current = queryClient.getQueryData<CourseProposal>(proposalKey(id));
    if (sending.current || !current || Object.keys(pending).length === 0) return;
    sending.current = pending;
    setState('saving');
    try {
      const saved = await api(editProposal, {
        params: { id },
        body: pending,
        ifMatch: `"${current.revision}"`,
      });
      queryClient.setQueryData(proposalKey(id), saved);
      const sent = sending.current;
      setPending((now) => withoutSent(now, sent));
      setState('saved');
    } catch (error) {
      setState({ error });
    } finally {
      sending.current = null;
    }
  }, [id, pending, queryClient]);

  useEffect(() => {
    if (Object.keys(pending).length === 0 || (typeof state === 'object' && 'error' in state))
      return;
    const timer = setTimeout(() => void save(), WAIT_MS);
    return () => clearTimeout(timer);
  }, [pending, save, state]);

  const change = (next: ProposalChange) => {
    if (next.tree && proposal) setPast((all) => [...all.slice(1 - MOST_UNDO), proposal.tree]);
    setPending((now) => ({
      ...now,
      ...next,
      ...(next.options ? { options: { ...now.options, ...next.options } } : {}),
    }));
    if (typeof state === 'object') setState('saved');
  };

  return {
    query,
    proposal,
    change,
    state,
    isSaved: Object.keys(pending).length === 0,
    canUndo: past.length > 0,
    undo: () => {
      const before = past.at(-1);
      if (!before) return;
      setPast((all) => all.slice(0, -1));
      setPending((now) => ({ ...now, tree: before }));
    },
    retry: () => {
      setState('saved');
      void save();
    },
    /** Forgets what could not be saved. */
    reload: async () => {
      setPending({});
      setPast([]);
      await query.refetch();
      setState('saved');
    },
    /** Sends what is not saved yet at once. */
    flush: save,
  };
}

/** What is left to send: fields that were changed again while they were on their way. */
function withoutSent(now: ProposalChange, sent: ProposalChange | null): ProposalChange {
  if (!sent) return now;
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => sent[name as keyof ProposalChange] !== value),
  );
}

export type EditedProposal = ReturnType<typeof useProposal>;
