/** What an open screen can hear has changed. A topic carries no content: whoever hears it asks again, with its own rights. */
export const topics = [
  'alerts',
  'pages',
  'incidents',
  'people',
  'teams',
  'schedules',
  'handovers',
  'policies',
  'services',
  'sources',
  'received',
  'heartbeats',
  'contacts',
  'silences',
  'log',
  'health',
] as const
export type Topic = (typeof topics)[number]
