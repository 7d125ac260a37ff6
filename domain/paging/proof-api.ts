import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, name } from '../shapes.ts'
import { channels } from './channels.ts'

const token = z.object({ token: z.string().max(300) })

export const proofApi = {
  getProof: endpoint({
    method: 'GET',
    path: '/api/proofs/:token',
    does: 'Which contact does this link prove? Reading it proves nothing, so that mail scanners cannot.',
    permission: 'open',
    input: token,
    output: z.object({
      personName: name,
      channel: z.enum(channels),
      /** Masked: whoever holds the link knows where it came to. */
      address: z.string(),
      language: z.enum(['en', 'ko']),
    }),
    errors: ['link_expired'],
  }),
  proveContact: endpoint({
    method: 'POST',
    path: '/api/proofs/:token',
    does: "Say that this contact is still its person's, by the link that came to it. Twice is harmless.",
    permission: 'open',
    input: token,
    output: done,
    errors: ['link_expired'],
  }),
}
