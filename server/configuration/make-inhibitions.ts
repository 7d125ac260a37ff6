import { matchersOfLines } from '../../domain/configuration/inhibition-text.ts'
import type { Plan } from '../../domain/configuration/diff.ts'
import { inhibitionsActions } from '../alerts/inhibition-actions.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Adds and changes the rules by which a cause mutes its echoes. */
export async function makeInhibitions(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('inhibitions', plan, making, async ({ key: slug, before, after }) => {
    const rule = {
      name: after.name,
      sourceMatchers: matchersOfLines(after.sourceMatchers),
      targetMatchers: matchersOfLines(after.targetMatchers),
      equal: [...after.equal],
    }
    if (before) {
      await inhibitionsActions.changeInhibition(ctx, { inhibitionId: idOf(stored, 'inhibitions', slug), ...rule })
      return
    }
    const teamId = idOf(stored, 'teams', after.team)
    const made = await inhibitionsActions.createInhibition(ctx, { slug, teamId, ...rule })
    stored.ids.inhibitions.set(slug, made.id)
  })
}
