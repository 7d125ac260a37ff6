import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id } from '../shapes.ts'
import { QuietHours } from './quiet-hours.ts'

export const quietApi = {
  setQuietHours: endpoint({
    method: 'PUT',
    path: '/api/people/:personId/quiet-hours',
    does: 'Say in which hours what rings waits, for which priorities; null: never. P1, the fallback and a page by name ring all the same.',
    permission: 'self',
    input: z.object({ personId: id, quiet: QuietHours.nullable() }),
    output: done,
    errors: ['not_found', 'not_allowed'],
  }),
}
