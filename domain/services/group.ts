import * as z from 'zod'

/** With whom an alert shares a page, where that is not its whole service: `region=eu, env=prod`; the text of a flood is empty. */
export const SharedGroup = z.object({ kind: z.enum(['flood', 'labels', 'route']), text: z.string() })
