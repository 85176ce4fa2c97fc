import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setUnauthenticatedHandler } from './api/client.ts';
import { createQueryClient } from './api/query-client.ts';
import { createAppRouter } from './router.tsx';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

setUnauthenticatedHandler(() => {
  const { href, pathname } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/welcome') return;
  void router
    .navigate({ to: '/sign-in', search: { returnTo: href } })
    .then(() => queryClient.clear());
});

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
