import { useNavigate, useSearch } from '@tanstack/react-router';

/**
 * State that belongs in the address: filters, tabs, the selected item. `parse` reads the raw query
 * (text, or a list where a name repeats) and must accept anything; `undefined` leaves a name out.
 */
export function useAddress<State extends Record<string, unknown>>(
  parse: (raw: Record<string, unknown>) => State,
): [State, (change: Partial<State>, options?: { push?: boolean }) => void] {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const update = (change: Partial<State>, options?: { push?: boolean }) => {
    void navigate({
      to: '.',
      search: (previous: Record<string, unknown>) => ({ ...previous, ...change }),
      replace: !options?.push,
      resetScroll: false,
    });
  };
  return [parse(raw), update];
}
