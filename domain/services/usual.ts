import type { AlertSettings } from './service.ts'

/** How the alerts of a service become pages where nobody has said otherwise. Apart from the shapes, for browsers. */
export const usualAlertSettings = {
  grouping: 'unanswered',
  groupLabels: [],
  groupMinutes: 0,
  watchMinutes: 10,
  floodLimit: 100,
  dependsOn: [],
} satisfies AlertSettings
