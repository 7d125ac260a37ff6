// What is wrong with a file, all at once, each thing with its place in it.
import { readConfiguration, type Problem } from '../../domain/configuration/read.ts'
import { referenceProblems, type Names } from '../../domain/configuration/references.ts'
import type { Configuration, Section } from '../../domain/configuration/document.ts'
import { contactKey, type WholeConfiguration } from '../../domain/configuration/whole.ts'
import type { FieldProblem } from '../../domain/problems.ts'
import { addressProblems } from '../paging/contact-address.ts'
import { roomAddressProblems } from '../paging/room-address.ts'
import { refuse } from '../refusal.ts'
import type { Settings } from '../settings.ts'
import { placeProblems } from './place-problems.ts'
import { scheduleProblems } from './schedule-problems.ts'
import type { ParsedYaml } from '../yaml.ts'

/** The file as things to be made, or refused as `configuration_invalid` with every line that is wrong. */
export async function checked(
  parsed: ParsedYaml,
  there: WholeConfiguration,
  settings: Pick<Settings, 'egressAllow' | 'url'>,
): Promise<Configuration> {
  if (parsed.value === undefined) refuseAt(parsed, [])
  const { configuration, problems, defined } = readConfiguration(parsed.value)
  const names = withThere(defined, there)
  const all = [
    ...problems,
    ...referenceProblems(configuration, names, there),
    ...scheduleProblems(configuration),
    ...contactProblems(configuration, there, settings),
    ...roomProblems(configuration, there, settings),
    ...(await placeProblems(configuration, there)),
  ]
  if (parsed.problems.length > 0 || all.length > 0) refuseAt(parsed, all)
  return configuration
}

/** New contacts whose address cannot be used for their channel. */
function contactProblems(
  configuration: Configuration,
  there: WholeConfiguration,
  settings: Pick<Settings, 'egressAllow' | 'url'>,
): readonly Problem[] {
  return configuration.people.flatMap(({ at, text }) => {
    const known = new Set(there.people.get(text.email)?.contacts.map(contactKey))
    return (text.contacts ?? []).flatMap((contact, i) => {
      const { channel, address } = contact
      if (channel === 'browser' || known.has(contactKey(contact))) return []
      return addressProblems({ channel, address, secret: null }, settings).map(({ path, say }) => ({
        path: ['people', at, 'contacts', i, path],
        say,
      }))
    })
  })
}

/** Channels of teams whose address is new and cannot be used. */
function roomProblems(
  configuration: Configuration,
  there: WholeConfiguration,
  settings: Pick<Settings, 'egressAllow' | 'url'>,
): readonly Problem[] {
  return configuration.channels.flatMap(({ at, text: { slug, channel, address } }) =>
    there.channels.get(slug)?.address === address
      ? []
      : roomAddressProblems({ channel, address, secret: null }, settings).map(({ path, say }) => ({
          path: ['channels', at, path],
          say,
        })),
  )
}

/** The file's name in `baton.yaml:12:5 policies.0.steps.1.wait`; whoever sent it knows its real one. */
export const fileName = 'baton.yaml'
const mostProblems = 50

/** Refuses the file for these problems, in the order of their lines. */
export function refuseAt(parsed: ParsedYaml, problems: readonly Problem[]): never {
  const broken = parsed.problems.map(({ path }) => path)
  const located = [
    ...parsed.problems,
    ...problems
      .map(({ path, say }) => ({ path: path.map(String).join('.'), place: placeOf(parsed, path), say }))
      // What follows from a line that could not be read is no second error.
      .filter(({ path }) => !broken.some((each) => path === each || path.startsWith(`${each}.`))),
  ]
  const errors = located.toSorted(byPlace).map(({ place, path, say }): FieldProblem => {
    return { path: `${fileName}:${place}${path === '' ? '' : ` ${path}`}`, say }
  })
  refuse('configuration_invalid', { problems: errors.length }, errors.slice(0, mostProblems))
}

/** The line and column of what stands at the path, or of what it would stand in. */
function placeOf({ places }: ParsedYaml, path: readonly PropertyKey[]): string {
  for (let length = path.length; length > 0; length -= 1) {
    const place = places.get(path.slice(0, length).map(String).join('.'))
    if (place) return place
  }
  return '1:1'
}

function byPlace(a: { readonly place: string }, b: { readonly place: string }): number {
  const [lineA = 0, columnA = 0] = a.place.split(':').map(Number)
  const [lineB = 0, columnB = 0] = b.place.split(':').map(Number)
  return lineA - lineB || columnA - columnB
}

function withThere(defined: Names, there: WholeConfiguration): Names {
  const all = (section: Section) => defined[section].union(new Set(there[section].keys()))
  return {
    teams: all('teams'),
    people: all('people'),
    schedules: all('schedules'),
    channels: all('channels'),
    policies: all('policies'),
    services: all('services'),
    sources: all('sources'),
    inhibitions: all('inhibitions'),
    heartbeats: all('heartbeats'),
    routes: all('routes'),
    incidentRules: all('incidentRules'),
    kit: all('kit'),
  }
}
