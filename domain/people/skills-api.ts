// What people know well, and who knows a service well: asked when somebody is pulled into an incident.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, name, nothing } from '../shapes.ts'

/** A short tag in small letters, such as `postgres` or `결제`. */
export const Skill = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'Name a skill')
  .max(40)
  .regex(/^[^,"'\p{Cc}]+$/u, 'Write a short tag without commas or quotes')

export const Skills = z
  .array(Skill)
  .max(30, 'Name 30 skills at most')
  .transform((skills) => [...new Set(skills)].toSorted())

/** A person by name, or whoever has a skill. */
export const Expert = z.union([z.object({ personId: id }).strict(), z.object({ skill: Skill }).strict()])
export type Expert = z.output<typeof Expert>
export const Experts = z.array(Expert).max(30)

export const skillsApi = {
  listSkills: endpoint({
    method: 'GET',
    path: '/api/skills',
    does: 'Who has which skills?',
    permission: 'people.read',
    input: nothing,
    output: z.object({ people: z.array(z.object({ personId: id, name, skills: z.array(z.string()) })) }),
    errors: [],
  }),
  setSkills: endpoint({
    method: 'PUT',
    path: '/api/people/:personId/skills',
    does: 'Say what somebody knows well: oneself, or as their manager.',
    permission: 'teams.manage',
    of: 'person',
    input: z.object({ personId: id, skills: Skills }),
    output: z.object({ skills: z.array(z.string()) }),
    errors: ['not_found'],
  }),
  getServiceExperts: endpoint({
    method: 'GET',
    path: '/api/services/:serviceId/experts',
    does: 'Who knows this service well, in the order in which they are asked?',
    permission: 'services.read',
    of: 'service',
    input: z.object({ serviceId: id }),
    output: z.object({ experts: z.array(Expert) }),
    errors: ['not_found'],
  }),
  setServiceExperts: endpoint({
    method: 'PUT',
    path: '/api/services/:serviceId/experts',
    does: 'Put these people and skills in the place of the service’s experts.',
    permission: 'services.manage',
    of: 'service',
    input: z.object({ serviceId: id, experts: Experts }),
    output: z.object({ experts: z.array(Expert) }),
    errors: ['not_found', 'unknown_reference'],
  }),
}
