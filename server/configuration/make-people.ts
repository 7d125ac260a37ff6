import type { Plan } from '../../domain/configuration/diff.ts'
import type { Whole } from '../../domain/configuration/whole.ts'
import { rank } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import { skillActions } from '../people/skill-actions.ts'
import { personActions } from '../people/person-actions.ts'
import { addPerson, changePersonRow, holdPerson } from '../people/store.ts'
import { whatChanged } from '../people/what-changed.ts'
import { refuse } from '../refusal.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Adds people, without a password and without an invitation, and changes those who are here, but takes nothing from anybody yet. */
export async function makePeople(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('people', plan, making, async ({ key, before, after }) => {
    if (!before) {
      const id = await addNewPerson(ctx, after)
      stored.ids.people.set(key, id)
      if (after.skills.length > 0) await skillActions.setSkills(ctx, { personId: id, skills: [...after.skills] })
      return
    }
    const personId = idOf(stored, 'people', key)
    await personActions.changePerson(ctx, {
      personId,
      name: after.name,
      ...(rank(after.role) > rank(before.role) ? { role: after.role } : {}),
      ...(after.deactivated ? {} : { isDeactivated: false }),
    })
    await changeOwn(ctx, personId, after)
    await skillActions.setSkills(ctx, { personId, skills: [...after.skills] })
  })
}

/** Lowers roles and takes people out of service, once everybody who takes their place is there. */
export async function takeFromPeople(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('people', plan, making, async ({ key, before, after }) => {
    const isLower = before !== undefined && rank(after.role) < rank(before.role)
    const isLeaving = after.deactivated && !before?.deactivated
    if (!isLower && !isLeaving) return
    await personActions.changePerson(ctx, {
      personId: idOf(stored, 'people', key),
      ...(isLower ? { role: after.role } : {}),
      ...(isLeaving ? { isDeactivated: true } : {}),
    })
  })
}

function addNewPerson(ctx: Context, person: Whole<'people'>): Promise<string> {
  const { email, name, zone, language, holidays, role } = person
  return commit(ctx, async (tx) => {
    const id = ctx.newId()
    await addPerson(tx, { id, name, email, zone, language, holidays, role, created_at: ctx.now })
    const joined = entry(ctx, 'person_joined', { name, role }, { subject: `person:${id}` })
    return said(id, joined, ['people', 'teams'])
  })
}

/** Zone, language and holidays, which people otherwise choose for themselves. */
function changeOwn(ctx: Context, personId: string, { zone, language, holidays }: Whole<'people'>): Promise<null> {
  return commit(ctx, async (tx) => {
    const before = (await holdPerson(tx, personId)) ?? refuse('not_found')
    const what = whatChanged(before, { zone, language, holidays })
    if (!what) return said(null, [])
    await changePersonRow(tx, personId, { zone, language, holidays })
    const changed = entry(ctx, 'person_changed', { name: before.name, what }, { subject: `person:${personId}` })
    return said(null, changed, ['people', 'teams'])
  })
}
