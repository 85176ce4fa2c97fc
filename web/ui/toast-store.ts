import type { ReactNode } from 'react';

export type ToastOptions = {
  message: ReactNode;
  tone?: 'neutral' | 'positive' | 'negative';
  /** One thing that can be done about it, usually Undo. */
  action?: { label: string; run: () => void };
  /** How long it stays, in ms; longer with an action. Errors stay until dismissed. */
  duration?: number;
};

export type Toast = ToastOptions & { id: number };

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says something at the edge of the page; returns what takes it back. Three at most are shown. */
export function showToast(options: ToastOptions): () => void {
  const id = nextId++;
  publish([...toasts.slice(-2), { ...options, id }]);
  return () => dismissToast(id);
}

export function dismissToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}
