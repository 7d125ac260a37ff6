import type { skillsApi } from '../../domain/people/skills-api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { findSkills, writeSkills } from './skills.ts'

export const skillActions: Pick<Actions<keyof typeof skillsApi>, 'listSkills' | 'setSkills'> = {
  listSkills: async ({ db }) => ({ people: await findSkills(db) }),

  setSkills: (ctx, { personId, skills }) =>
    commit(ctx, async (tx) => {
      const name = await writeSkills(tx, personId, skills)
      if (name === false) refuse('not_found')
      if (name === null) return said({ skills }, [])
      const facts = { name, skills: skills.join(', ') }
      return said({ skills }, entry(ctx, 'skills_changed', facts, { subject: `person:${personId}` }), ['people'])
    }),
}
