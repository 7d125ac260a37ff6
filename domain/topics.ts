/** What an open screen can hear has changed. A topic carries no content: whoever hears it asks again, with its own rights. */
export const topics = [
  'alerts',
  'pages',
  'incidents',
  // What is written in timelines, who hears of incidents, and what stands around them: a room asks for each apart.
  'timelines',
  'hearing',
  'surroundings',
  'people',
  'teams',
  'schedules',
  'handovers',
  'policies',
  'services',
  'kit',
  'sources',
  'received',
  'heartbeats',
  'contacts',
  'silences',
  'log',
  'changes',
  'health',
] as const
export type Topic = (typeof topics)[number]
