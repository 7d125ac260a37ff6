import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant } from '../shapes.ts'
import { Contact } from './contact.ts'

const contact = z.object({ personId: id, contactId: id })

export const verifyApi = {
  sendContactCode: endpoint({
    method: 'POST',
    path: '/api/people/:personId/contacts/:contactId/code',
    does: 'Send a code of six digits to this contact. It holds for 15 minutes; a few may be sent in a day.',
    permission: 'self',
    input: contact,
    output: z.object({ expiresAt: instant }),
    errors: ['not_found', 'not_allowed', 'contact_verified', 'contact_code_too_often', 'contact_code_unsent'],
  }),
  verifyContact: endpoint({
    method: 'POST',
    path: '/api/people/:personId/contacts/:contactId/verification',
    does: 'Give the code that came, so that the contact counts as a way to reach the person.',
    permission: 'self',
    input: contact.extend({ code: z.string().trim().min(1).max(20) }),
    output: Contact,
    errors: ['not_found', 'not_allowed', 'contact_code_wrong', 'contact_code_expired'],
  }),
}
