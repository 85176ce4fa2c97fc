import { queryOptions } from '@tanstack/react-query';
import {
  getAiBudgets,
  getAiConfig,
  getAiState,
  listAiConnections,
  listAiPrices,
} from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';

export const connectionsQuery = queryOptions({
  queryKey: ['ai', 'connections'],
  queryFn: ({ signal }) => api(listAiConnections, { signal }),
});
export const configQuery = queryOptions({
  queryKey: ['ai', 'config'],
  queryFn: ({ signal }) => api(getAiConfig, { signal }),
});
export const pricesQuery = queryOptions({
  queryKey: ['ai', 'prices'],
  queryFn: ({ signal }) => api(listAiPrices, { signal }),
});
export const budgetsQuery = queryOptions({
  queryKey: ['ai', 'budgets'],
  queryFn: ({ signal }) => api(getAiBudgets, { signal }),
});
export const stateQuery = queryOptions({
  queryKey: ['ai', 'state'],
  queryFn: ({ signal }) => api(getAiState, { signal }),
});
