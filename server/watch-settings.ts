// The settings of what Baton knows of itself: its pages to itself, and the watcher outside.
import * as z from 'zod'
import { whole } from './setting-shapes.ts'

export const watchRows = {
  selfPageMinutes: {
    variable: 'BATON_SELF_PAGE_MINUTES',
    says: 'How often Baton pages itself, to see that pages go out; nobody is woken. 0: never. The same on all nodes.',
    shape: whole(0, 60, 4).default(5),
  },
  selfPageSeconds: {
    variable: 'BATON_SELF_PAGE_SECONDS',
    says: 'After how many seconds its page to itself is late, and the admins are told.',
    shape: whole(5, 600, 4).default(60),
  },
  heartbeatUrl: {
    variable: 'BATON_HEARTBEAT_URL',
    says: 'An address of a watcher outside that gets a GET every 30 seconds while all is well, such as https://hc-ping.com/<id>. Let it expect one each minute and call people after three without.',
    shape: z.url({ protocol: /^https?$/, error: 'it is an address such as https://hc-ping.com/<id>' }).optional(),
    isSecret: true,
    defaultSays: 'none: nobody outside is told',
  },
}
