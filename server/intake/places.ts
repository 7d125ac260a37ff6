// The places of a batch: few, while its events may be many. The statement looks each of them up once.
import { isOfLabels, spansServices, type Sharing } from '../../domain/services/grouping.ts'
import type { Priority } from '../../domain/intake/event.ts'
import { mayBeMuted, type MutingRules } from '../../domain/alerts/muting.ts'
import { placeOf, type IntakeRules, type Place } from '../../domain/intake/placing.ts'
import { intArray, textArray } from '../db/arrays.ts'
import type { Arrival } from './accept.ts'

type Row = Pick<Place, 'policyId' | 'sharing' | 'watchMinutes'> & {
  readonly sourceId: string
  readonly serviceId: string | null
}

export class Places {
  readonly #rules: IntakeRules
  readonly #mutes: MutingRules | null
  readonly #isFlooding: (serviceId: string) => boolean
  readonly #rows: Row[] = []
  readonly #at = new Map<string, number>()
  /** Of sources whose events all go to one place. */
  readonly #ofSource = new Map<string, number>()

  /** `mutes` is what may keep an alert from paging; null when this node does not know yet. */
  constructor(rules: IntakeRules, mutes: MutingRules | null, isFlooding: (serviceId: string) => boolean) {
    this.#rules = rules
    this.#mutes = mutes
    this.#isFlooding = isFlooding
  }

  get count(): number {
    return this.#rows.length
  }

  /** Whether an event may join a page that is not just its own service's unanswered one. */
  get isWide(): boolean {
    return this.#rows.some(
      ({ sharing }) => sharing.minutes > 0 || sharing.upstream.length > 0 || spansServices(sharing.group),
    )
  }

  /** Where this event belongs, counted from 1 as the statement does, and how urgent it is there. */
  of({ source, event }: Arrival): { readonly at: number; readonly priority: Priority } {
    const known = this.#ofSource.get(source.id)
    if (known !== undefined) return { at: known, priority: event.priority }
    const place = placeOf(event, source, this.#rules, this.#isFlooding)
    if (!place) {
      // Baton's pages to itself belong to no service; else the service is newer than these rules, or gone: the statement knows.
      const row = {
        sourceId: source.id,
        serviceId: source.serviceId || null,
        policyId: null,
        sharing: alone,
        watchMinutes: 0,
      }
      return { at: this.#add(row), priority: event.priority }
    }
    if (this.#mustAskFirst(source, event, place)) {
      // It joins no page here: the engine asks what mutes it, and gives it to its page when nothing does.
      const sharing = { ...place.sharing, joins: false }
      return { at: this.#add({ ...place, sharing, sourceId: source.id }), priority: place.priority }
    }
    const at = this.#add({ ...place, sourceId: source.id })
    const isOnlyPlace = this.#mutesNothing && !this.#rules.routes.has(source.teamId) && !isOfLabels(place.sharing.group)
    if (isOnlyPlace) this.#ofSource.set(source.id, at)
    return { at, priority: place.priority }
  }

  /** One array for each column of `place` in the statement. */
  columns(): unknown[] {
    const rows = this.#rows
    return [
      rows.map(({ sourceId }) => sourceId),
      rows.map(({ serviceId }) => serviceId),
      rows.map(({ policyId }) => policyId),
      textArray(rows.map(({ sharing }) => sharing.group)),
      rows.map(({ sharing }) => sharing.joins),
      intArray(rows.map(({ sharing }) => sharing.minutes)),
      textArray(rows.map(({ sharing }) => sharing.upstream.join(','))),
      intArray(rows.map(({ watchMinutes }) => watchMinutes)),
    ]
  }

  get #mutesNothing(): boolean {
    return this.#mutes !== null && this.#mutes.silences.length === 0 && this.#mutes.inhibitions.length === 0
  }

  #mustAskFirst(source: Arrival['source'], event: Arrival['event'], place: Place): boolean {
    if (this.#mutes === null) return true
    if (this.#mutesNothing) return false
    const service = this.#rules.services.get(place.serviceId)?.slug ?? null
    const { labels, summary, key } = event
    const alert = { labels, summary, key, priority: place.priority, service, source: source.slug }
    return mayBeMuted({ ...alert, teamId: source.teamId, serviceId: place.serviceId }, this.#mutes)
  }

  #add(row: Row): number {
    const { sourceId, serviceId, policyId, sharing } = row
    const key = `${sourceId} ${serviceId} ${policyId} ${sharing.joins} ${sharing.group}`
    const known = this.#at.get(key)
    if (known !== undefined) return known
    this.#rows.push(row)
    this.#at.set(key, this.#rows.length)
    return this.#rows.length
  }
}

const alone: Sharing = { joins: false, group: null, minutes: 0, upstream: [] }
