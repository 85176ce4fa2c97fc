import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { ServerEvents } from './events.ts';

/** The page's stream; the frame starts it once somebody is signed in. */
export const serverEvents = new ServerEvents();

/**
 * Hears one kind of server-sent event while the component is mounted, with the query cache at hand
 * to put the news in. `T` is what the event's contract says.
 */
export function useServerEvent<T>(
  name: string,
  handler: (data: T, queryClient: QueryClient) => void,
): void {
  const queryClient = useQueryClient();
  const handle = useEffectEvent((data: unknown) => handler(data as T, queryClient));
  useEffect(() => serverEvents.on(name, (data) => handle(data)), [name]);
}
