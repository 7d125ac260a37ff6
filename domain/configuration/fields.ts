// A thing as flat fields, as a reader of a diff wants them: `members.ana@example.com: responder`, `steps.0.wait: 5`.
import type { Section } from './document.ts'
import { kitKeys } from './kit-text.ts'
import {
  calendarKeys,
  contactKey,
  overrideKey,
  rotationKeys,
  temporaryKeys,
  type ContactWhole,
  type RuleWhole,
  type Whole,
  type StepWhole,
} from './whole.ts'

type Fields = ReadonlyMap<string, unknown>

export const fieldsOf: { readonly [S in Section]: (thing: Whole<S>) => Fields } = {
  teams: ({ name, members }) =>
    new Map<string, unknown>([
      ['name', name],
      ...members.map(({ email, role }) => [`members.${email}`, role] as const),
    ]),

  people: ({ contacts, rules, quiet, skills, name, zone, language, holidays, role, deactivated }) =>
    new Map<string, unknown>([
      ...Object.entries({ name, zone, language, holidays, role, deactivated }),
      ...contacts.map((each) => [`contacts.${contactKey(each)}`, contactWords(each)] as const),
      ['rules', rules.map(ruleWords)],
      ['skills', skills],
      ['quiet', quiet && [...quiet.priorities, ...windowWords(quiet.within)]],
    ]),

  schedules: ({ name, team, zone, rotations, overrides, temporaries, calendars, handsOver }) =>
    new Map<string, unknown>([
      ...Object.entries({ name, team, zone }),
      ['handsOver', handsOver && `grace ${handsOver.grace} min, valve ${handsOver.valve} min`],
      ...rotationKeys(rotations).flatMap((key, i) =>
        Object.entries(rotations[i] ?? {})
          .filter(([field]) => field !== 'layer' && field !== 'role')
          .map(([field, value]) => [`rotations.${key}.${field}`, value] as const),
      ),
      ...temporaryKeys(temporaries).flatMap((key, i) =>
        Object.entries(temporaries[i] ?? {}).map(([field, value]) => [`temporaries.${key}.${field}`, value] as const),
      ),
      ...calendarKeys(calendars).flatMap((key, i) => {
        const { layer, role, people } = calendars[i] ?? {}
        const means = people?.map(({ text, person }) => `${text}: ${person}`)
        return Object.entries({ layer, role, people: means }).map(
          ([field, value]) => [`calendars.${key}.${field}`, value] as const,
        )
      }),
      ...overrides.map((each) => [`overrides.${overrideKey(each)}`, each.reason] as const),
    ]),

  channels: ({ name, team, channel, address, language, zone }) =>
    new Map<string, unknown>(Object.entries({ name, team, channel, address, language, zone })),

  policies: ({ name, team, steps, repeats, returnAfterMinutes, mayWaitFrom }) =>
    new Map<string, unknown>([
      ...Object.entries({ name, team, repeats, returnAfterMinutes, ...(mayWaitFrom ? { mayWaitFrom } : {}) }),
      ...steps.flatMap(({ wait, targets, priorities, hours, inTurn, mustAnswer }, i) => [
        [`steps.${i}.wait`, wait] as const,
        [`steps.${i}.targets`, targets.map((target) => Object.entries(target).flat().join(' '))] as const,
        ...(priorities ? [[`steps.${i}.priorities`, priorities] as const] : []),
        ...(hours ? [[`steps.${i}.hours`, hoursWords(hours)] as const] : []),
        ...(inTurn ? [[`steps.${i}.inTurn`, inTurn] as const] : []),
        ...(mustAnswer ? [[`steps.${i}.mustAnswer`, mustAnswer] as const] : []),
      ]),
    ]),

  services: ({ links, evidence, ...service }) =>
    new Map<string, unknown>([
      ...Object.entries(service).filter(([field]) => field !== 'slug'),
      ['links', links.map(({ kind, name, url }) => `${kind} ${name}: ${url}`)],
      ...evidence.flatMap((each, i) =>
        Object.entries(each).map(([field, value]) => [`evidence.${i}.${field}`, value] as const),
      ),
    ]),

  sources: ({ name, service, dialect, enabled, mapping, mailRules, floodLimit }) =>
    new Map<string, unknown>([
      ...Object.entries({ name, service, dialect, floodLimit, enabled }),
      ...Object.entries(mapping ?? {}).map(([field, rule]) => [`mapping.${field}`, sorted(rule)] as const),
      ...Object.entries(mailRules ?? {}).map(([field, rule]) => [`mailRules.${field}`, sorted(rule)] as const),
    ]),

  inhibitions: ({ name, team, sourceMatchers, targetMatchers, equal }) =>
    new Map<string, unknown>(Object.entries({ name, team, sourceMatchers, targetMatchers, equal })),
  heartbeats: (heartbeat) => new Map<string, unknown>(Object.entries(heartbeat).filter(([field]) => field !== 'slug')),
  routes: ({ inOrder }) => inOrderFields(inOrder),
  incidentRules: ({ inOrder }) => inOrderFields(inOrder),
  kit: ({ bookmarks, runbooks }) =>
    new Map<string, unknown>([...kitFields('bookmarks', bookmarks), ...kitFields('runbooks', runbooks)]),
}

function kitFields(part: string, things: Parameters<typeof kitKeys>[0]): Fields {
  const keys = kitKeys(things)
  return new Map<string, unknown>(
    things.flatMap((each, at) =>
      Object.entries(each).map(([field, value]: [string, unknown]) => [`${part}.${keys[at]}.${field}`, value] as const),
    ),
  )
}

function inOrderFields(inOrder: readonly object[]): Fields {
  return new Map<string, unknown>(
    inOrder.flatMap((each, at) =>
      Object.entries(each).map(([field, value]: [string, unknown]) => [`inOrder.${at}.${field}`, value] as const),
    ),
  )
}

function hoursWords({ zone, within }: NonNullable<StepWhole['hours']>): readonly string[] {
  return [...windowWords(within), zone]
}

function windowWords(within: NonNullable<StepWhole['hours']>['within']): readonly string[] {
  return within.map(({ days, from, to }) => `${days ? `${days.join(', ')} ` : ''}${from} to ${to}`)
}

function ruleWords({ priority, contact, afterMinutes, within }: RuleWhole): string {
  const hours = within ? ` (${windowWords(within).join('; ')})` : ''
  return `${priority} ${contact} after ${afterMinutes} min${hours}`
}

function contactWords({ label, enabled }: ContactWhole): string {
  return `${label === '' ? '' : `${label}, `}${enabled ? 'on' : 'off'}`
}

/** The same value with the keys of objects in one order: PostgreSQL keeps JSON in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
