import type { KeyBinding } from './key-bindings.ts';

/** The full-screen views that have keys of their own. */
export const VIEW_NAMES = ['history', 'cache', 'trace', 'metrics'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** Every key of the full-screen views, in the order of `/keys`. What each one does stands in `views/kit/view-key.ts`. */
export const VIEW_BINDINGS = [
  { id: 'view-up', keys: ['up', 'k', 'ctrl+p'], description: 'in views: up', context: 'view' },
  { id: 'view-down', keys: ['down', 'j', 'ctrl+n'], description: 'in views: down', context: 'view' },
  { id: 'view-page-up', keys: ['pageup'], description: 'in views: a page up', context: 'view' },
  {
    id: 'view-page-down',
    keys: ['pagedown', 'space'],
    description: 'in views: a page down',
    context: 'view',
  },
  { id: 'view-first', keys: ['home', 'g'], description: 'in views: to the beginning', context: 'view' },
  { id: 'view-last', keys: ['end', 'G'], description: 'in views: to the end', context: 'view' },
  {
    id: 'view-left',
    keys: ['left'],
    description: 'in views: back to the list; an earlier window',
    context: 'view',
  },
  {
    id: 'view-right',
    keys: ['right'],
    description: 'in views: to the details; a later window',
    context: 'view',
  },
  { id: 'view-pane', keys: ['tab'], description: 'in views: to the details and back', context: 'view' },
  { id: 'view-filter', keys: ['/'], description: 'in views: filter or search', context: 'view' },
  { id: 'view-close', keys: ['q'], description: 'in views: to the chat', context: 'view' },
  {
    id: 'view-enter',
    keys: ['enter'],
    description: 'in views: what the last line says',
    context: 'view',
    fixed: true,
  },
  { id: 'view-back', keys: ['escape'], description: 'in views: one step back', context: 'view', fixed: true },
  {
    id: 'view-leave',
    keys: ['ctrl+c', 'ctrl+d'],
    description: 'in views: to the chat, whatever is open',
    context: 'view',
    fixed: true,
  },
  { id: 'view-stop', keys: ['ctrl+z'], description: 'in views: to the shell', context: 'view', fixed: true },
  {
    id: 'history-mode',
    keys: ['s'],
    description: 'history: search by words or by likeness',
    context: 'history-view',
  },
  { id: 'history-rename', keys: ['r'], description: 'history: rename', context: 'history-view' },
  { id: 'history-delete', keys: ['d'], description: 'history: into the trash', context: 'history-view' },
  { id: 'history-trash', keys: ['t'], description: 'history: see the trash', context: 'history-view' },
  { id: 'history-restore', keys: ['u'], description: 'history: out of the trash', context: 'history-view' },
  { id: 'history-export', keys: ['e'], description: 'history: write to a file', context: 'history-view' },
  { id: 'cache-pin', keys: ['p'], description: 'cache: keep, whatever its age', context: 'cache-view' },
  { id: 'cache-delete', keys: ['d'], description: 'cache: delete', context: 'cache-view' },
  { id: 'cache-order', keys: ['o'], description: 'cache: another order', context: 'cache-view' },
  { id: 'cache-reload', keys: ['r'], description: 'cache: read again', context: 'cache-view' },
  { id: 'trace-reload', keys: ['r'], description: 'traces: read again', context: 'trace-view' },
  { id: 'metrics-traces', keys: ['t'], description: 'metrics: the traces', context: 'metrics-view' },
] as const satisfies readonly KeyBinding[];

export type ViewKeyId = (typeof VIEW_BINDINGS)[number]['id'];
