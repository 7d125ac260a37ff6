// What is edited while people are being paged: policies, contacts, people and overrides.
import { Chance } from './chance.ts'
import type { Edit, Happening, Size } from './script.ts'
import { makeSteps, ofKinds, policiesBefore, type Team } from './team.ts'

const minute = 60_000

/** The edits of this seed. */
export function makeEdits(seed: number, team: Team, size: Size, nodes: number): Happening[] {
  const chance = Chance.of(seed, 'edits')
  const count = Math.round(size.minutes / 12)
  const personIds = team.people.map(({ id }) => id)
  return Array.from({ length: count }, (): Happening[] => {
    const at = chance.between(0, size.minutes * minute * 0.9)
    const node = chance.whole(0, nodes - 1)
    const person = chance.one(team.people)
    const say = (edit: Edit, later = 0): Happening => ({ at: at + later, kind: 'edit', edit, node })
    switch (chance.whole(0, 3)) {
      case 0: {
        const nth = chance.whole(0, team.policies.length - 1)
        const steps = ofKinds(chance, makeSteps(chance, personIds, team.schedules, policiesBefore(nth)))
        return [say({ what: 'policy', policyId: team.policies[nth]?.id ?? '', steps })]
      }
      case 1: {
        const contact = chance.one(person.contacts)
        const way = { what: 'contact', personId: person.id, contactId: contact.id } as const
        if (chance.happens(0.3)) return [say({ ...way, to: 'removed' })]
        return [say({ ...way, to: 'off' }), say({ ...way, to: 'on' }, chance.around(8 * minute))]
      }
      case 2: {
        // The admin stays: the last one cannot be taken out of service.
        const other = chance.one(team.people.slice(1))
        return [
          say({ what: 'person', personId: other.id, isActive: false }),
          say({ what: 'person', personId: other.id, isActive: true }, chance.around(10 * minute)),
        ]
      }
      default:
        return [
          say({
            what: 'override',
            scheduleId: chance.one(team.schedules).id,
            personId: person.id,
            startsInMs: chance.one([0, minute]),
            lastsMs: chance.between(1, 30) * minute,
          }),
        ]
    }
  }).flat()
}
