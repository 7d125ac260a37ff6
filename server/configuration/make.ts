// A plan made real, in the order in which things need each other, through the same actions that people use.
import type { Section } from '../../domain/configuration/document.ts'
import type { Plan, Planned } from '../../domain/configuration/diff.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { refuseAt } from './check.ts'
import type { Stored } from './load.ts'
import { makeHeartbeats } from './make-heartbeats.ts'
import { makePeople, takeFromPeople } from './make-people.ts'
import { makeContacts } from './make-contacts.ts'
import { makeChannels } from './make-channels.ts'
import { makeIncidentRules } from './make-incident-rules.ts'
import { makeInhibitions } from './make-inhibitions.ts'
import { makeKit } from './make-kit.ts'
import { makePolicies } from './make-policies.ts'
import { makeRoutes } from './make-routes.ts'
import { makeSchedules } from './make-schedules.ts'
import { makeServices } from './make-services.ts'
import { makeSources } from './make-sources.ts'
import { makeTeams } from './make-teams.ts'
import type { ParsedYaml } from '../yaml.ts'

export type Making = {
  /** Its `db` is the transaction of the whole file. */
  readonly ctx: Context
  readonly stored: Stored
  readonly parsed: ParsedYaml
}

/** A secret that came into being, to be shown once: the key of a source, the signing secret of a webhook. */
export type NewKey = { readonly slug: string; readonly key: string }

/** Makes everything as planned and says which keys that brought. */
export async function make(plan: Plan, making: Making): Promise<NewKey[]> {
  // Who rises comes first and who goes comes last, so that there is always an admin, and overrides can name those who go.
  await makePeople(plan, making)
  await makeTeams(plan, making)
  const secrets = await makeContacts(plan, making)
  await makeSchedules(plan, making)
  const rooms = await makeChannels(plan, making)
  await makePolicies(plan, making)
  await makeServices(plan, making)
  const keys = await makeSources(plan, making)
  await makeInhibitions(plan, making)
  await makeHeartbeats(plan, making)
  await makeRoutes(plan, making)
  await makeIncidentRules(plan, making)
  await makeKit(plan, making)
  await takeFromPeople(plan, making)
  return [...secrets, ...rooms, ...keys]
}

/** Makes each thing of a section that is new or different. A refusal becomes the file's, at the line of the thing. */
export async function eachChanged<S extends Section>(
  section: S,
  plan: Plan,
  { parsed }: Making,
  work: (planned: Planned<S>) => Promise<void>,
): Promise<void> {
  const planned: readonly Planned<S>[] = plan[section]
  for (const each of planned) {
    if (each.change.does === 'none') continue
    try {
      await work(each)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { errors, say } = error.body
      const path = [section, each.at]
      refuseAt(parsed, errors?.map((field) => ({ path, say: `${field.path}: ${field.say}` })) ?? [{ path, say }])
    }
  }
}

/** The id of a thing that the check has found, or that was made a moment ago. */
export function idOf(stored: Stored, section: Section, key: string): string {
  const id = stored.ids[section].get(key)
  if (id === undefined) throw new Error(`${section} has no "${key}"`)
  return id
}
