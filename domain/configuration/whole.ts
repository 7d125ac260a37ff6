// A thing of the configuration with nothing left out: as the database has it, or as it will be once the file is applied.
import type { Mapping } from '../intake/mapping.ts'
import type { Section, Text } from './document.ts'

type Of<L> = L extends readonly (infer E)[] ? E : never
export type Member = Of<Text<'teams'>['members']>
export type ContactWhole = Of<Text<'people'>['contacts']>
export type RuleWhole = Of<Text<'people'>['rules']>
export type OverrideWhole = Of<Text<'schedules'>['overrides']>
export type RotationWhole = Of<Text<'schedules'>['rotations']> & { readonly zone: string }
export type TargetWhole = { readonly schedule: string } | { readonly person: string }
export type StepWhole = { readonly wait: number; readonly targets: readonly TargetWhole[] }

type Named = { readonly slug: string; readonly name: string }

export type Wholes = {
  readonly teams: Named & { readonly members: readonly Member[] }
  readonly people: {
    readonly email: string
    readonly name: string
    readonly zone: string
    readonly language: 'en' | 'ko'
    readonly role: Member['role']
    readonly deactivated: boolean
    readonly contacts: readonly ContactWhole[]
    readonly rules: readonly RuleWhole[]
  }
  readonly schedules: Named & {
    readonly team: string
    readonly zone: string
    readonly rotations: readonly RotationWhole[]
    /** The first made first: of two that overlap the later one wins. */
    readonly overrides: readonly OverrideWhole[]
  }
  readonly policies: Named & {
    readonly team: string
    readonly steps: readonly StepWhole[]
    readonly repeats: number
    readonly returnAfterMinutes: number
  }
  readonly services: Named & {
    readonly description: string
    readonly team: string
    readonly policy: string
    readonly grouping: 'unanswered' | 'none'
  }
  readonly sources: Named & {
    readonly service: string
    readonly dialect: Text<'sources'>['dialect']
    readonly mapping: Mapping | null
    readonly enabled: boolean
  }
}
export type Whole<S extends Section> = Wholes[S]

/** Everything there is, each thing under its key. */
export type WholeConfiguration = { readonly [S in Section]: ReadonlyMap<string, Whole<S>> }

/** How rules name a contact: `email ana@example.com`, `ntfy topic`, `browser`. */
export function contactKey({ channel, address }: Pick<ContactWhole, 'channel' | 'address'>): string {
  return channel === 'browser' ? channel : `${channel} ${address}`
}

/** The contacts of somebody new for whom the file names none. */
export function defaultContacts(email: string): readonly ContactWhole[] {
  return [
    { channel: 'browser', address: 'browser', label: '', enabled: true },
    { channel: 'email', address: email, label: '', enabled: true },
  ]
}

/** One rotation for each layer of a role: that pair names it. */
export function rotationKey({ role, layer }: Pick<RotationWhole, 'role' | 'layer'>): string {
  return `${role}-${layer}`
}

export function overrideKey({ person, replaces, from, until }: OverrideWhole): string {
  return `${person} for ${replaces ?? 'everybody'} from ${from} until ${until}`
}

/** The one order of things in a file, the same in every language and on every machine. */
export function sortedBy<T>(things: readonly T[], key: (thing: T) => string): readonly T[] {
  return things.toSorted((a, b) => compare(key(a), key(b)))
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
