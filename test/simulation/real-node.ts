// A node as `server/node.ts` puts it together, from the same parts, between the gates of the simulation.
import type { Message } from '../../domain/paging/message.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Actor } from '../../domain/permissions.ts'
import { alertsActions } from '../../server/alerts/actions.ts'
import { pageActions } from '../../server/alerts/pages.ts'
import { silenceKind } from '../../server/alerts/silence-timers.ts'
import { alertKinds } from '../../server/alerts/timers.ts'
import { FreshAlerts } from '../../server/alerts/fresh.ts'
import { makeRulesCache } from '../../server/alerts/muting-rules.ts'
import type { Channel } from '../../server/channels/channel.ts'
import type { Context } from '../../server/context.ts'
import { isAway, isDeadlock, type Database } from '../../server/db/connect.ts'
import type { Diagnostics } from '../../server/diagnostics.ts'
import { DatabaseClock } from '../../server/engine/clock.ts'
import { whatIsDue } from '../../server/engine/due.ts'
import { Engine, type Sleep } from '../../server/engine/engine.ts'
import { makeRosterCache } from '../../server/escalation/roster.ts'
import { deciding } from '../../server/intake/accept.ts'
import { Batches } from '../../server/intake/batches.ts'
import { makeMetrics } from '../../server/metrics.ts'
import { mostPerClaim, Sender } from '../../server/paging/sender.ts'
import type { Channels } from '../../server/paging/sender-parts.ts'
import { Refusal } from '../../server/refusal.ts'
import { makeSealer } from '../../server/secrets.ts'
import { testSettings } from '../context.ts'
import { reactionOf, type AskedMove, type SentEvent } from './cast.ts'
import { doEdit } from './real-node-edits.ts'
import { gatedDatabase, isPlanted } from './gate.ts'
import type { Judge } from './promises.ts'
import type { Call, RealNodeParts } from './real-node-parts.ts'
import type { Edit } from './script.ts'
import { CarriedClock, outcomeOf, receivedOf } from './surroundings.ts'
import { idOf, type Monitor } from './team.ts'

// One set of counters and one secret for all simulations: neither decides anything.
const metrics = makeMetrics()
const sealer = makeSealer('a key for simulations that is long enough')
const because = 'simulated'
const settings = testSettings({ url: 'http://baton.test' })

export class RealNode {
  readonly name: string
  readonly engine: Engine
  readonly #parts: RealNodeParts
  readonly #front: Database
  readonly #batches: Batches
  readonly #clock: DatabaseClock
  readonly #actions: ReturnType<typeof alertsActions> & ReturnType<typeof pageActions>

  constructor(parts: RealNodeParts) {
    this.#parts = parts
    this.name = parts.name
    const main = gatedDatabase(parts.carrier, 'node', 6)
    const quick = gatedDatabase(parts.carrier, 'quick', 4)
    this.#front = gatedDatabase(parts.carrier, 'person', 6)
    this.#clock = new CarriedClock(parts.estimate)
    const diagnostics = this.#diagnostics()
    const roster = makeRosterCache()
    const announce = () => {}
    const sender: Sender = new Sender({
      db: main.db,
      quick: quick.db,
      node: parts.name,
      channels: this.#channels(),
      roster: () => roster.current(main.db),
      clock: this.#clock,
      sealer,
      url: settings.url,
      isDemo: false,
      diagnostics,
      metrics,
      onHurry: () => this.#hint('deliveries', 'pages'),
      onChange: () => {},
    })
    const fresh = new FreshAlerts()
    const rules = makeRulesCache()
    const timers = {
      db: main.db,
      quick: quick.db,
      node: parts.name,
      clock: this.#clock,
      roster,
      rules,
      sender,
      metrics,
      announce,
    }
    const kinds = [
      ...alertKinds(timers, fresh),
      silenceKind(timers),
      { name: 'deliveries', batch: mostPerClaim, step: () => sender.claimDue() },
    ]
    const asked = whatIsDue(main.db)
    const names = new Set(kinds.map(({ name }) => name))
    const ofOurs = async () => Object.fromEntries(Object.entries(await asked()).filter(([name]) => names.has(name)))
    const sleep: Sleep = { now: parts.now, pause: parts.pause }
    this.engine = new Engine(kinds, ofOurs, diagnostics, sleep)
    this.#batches = new Batches(quick, deciding(quick.db, rules.kept), metrics, (unpaged) => {
      fresh.add(unpaged)
      setImmediate(() => {
        if (unpaged.length > 0) this.#hint('alerts')
      })
    })
    const doors = { node: parts.name, roster, sender, onHurry: () => this.#hint('pages') }
    this.#actions = { ...alertsActions(doors), ...pageActions(doors, { publish: () => {} }) }
  }

  /** A monitor's request, from the moment in which its body is read. */
  accept(monitor: Monitor, event: SentEvent, answer: (how: 'accepted' | 'unavailable') => void): void {
    const { id, name, serviceId } = monitor
    const source = {
      id,
      slug: name,
      name,
      serviceId,
      teamId: this.#parts.script.team.id,
      dialect: 'generic' as const,
      mapping: null,
    }
    this.#batches.accept(source, [receivedOf(event, name)]).then(
      () => answer('accepted'),
      (error: unknown) => {
        if (!isAway(error) && !isPlanted(error) && !isDeadlock(error)) this.#parts.broke(error)
        answer('unavailable')
      },
    )
  }

  /** Somebody presses a button or opens a link, on what their screen showed a moment ago. */
  move(asked: AskedMove, judge: Judge, answer: (how: 'done' | 'refused' | 'failed') => void): void {
    const alert = [...judge.alerts.values()].findLast(
      ({ monitorId, key }) => monitorId === asked.monitorId && key === asked.key,
    )
    if (!alert) return answer('refused')
    const began = this.#parts.now()
    const work = async (ctx: Context): Promise<void> => {
      const { id: alertId } = alert
      switch (asked.move) {
        case 'acknowledge':
          await this.#actions.acknowledgeAlert(ctx, { alertId, lookingInto: '', because })
          return judge.confirmed(alertId, began, asked.personId)
        case 'link': {
          const token = this.#parts.surroundings.links.get(alert.pageId ?? 0)?.at(-1)
          if (token === undefined) await this.#actions.acknowledgeAlert(ctx, { alertId, lookingInto: '', because })
          else await this.#actions.answerPage(ctx, { token, answer: 'acknowledge', lookingInto: '', note: '', because })
          return
        }
        case 'snooze': {
          const until = ctx.now.add({ milliseconds: asked.snoozeMs })
          await this.#actions.snoozeAlert(ctx, { alertId, until, because })
          return
        }
        case 'close':
          await this.#actions.closeAlert(ctx, { alertId, note: '', because, outcome: 'acted', reason: 'other' })
          return
        case 'decline':
          await this.#actions.declineAlert(ctx, { alertId, reason: '' })
          return
        case 'escalate':
          await this.#actions.escalateAlert(ctx, { alertId, because })
      }
    }
    const person = this.#parts.script.team.people.find(({ id }) => id === asked.personId)
    const actor: Actor = { kind: 'person', id: asked.personId, name: person?.name ?? '', role: 'responder', teams: {} }
    this.#asked(actor, work, answer)
  }

  edit(edit: Edit, answer: (how: 'done' | 'refused' | 'failed') => void): void {
    const work = (ctx: Context) => doEdit(ctx, edit, this.#parts.script.team)
    this.#asked({ kind: 'automation', name: 'admin', role: 'admin' }, work, answer)
  }

  #asked(
    actor: Actor,
    work: (ctx: Context) => Promise<void>,
    answer: (how: 'done' | 'refused' | 'failed') => void,
  ): void {
    const run = async () => {
      const { db } = this.#front
      const now = await new DatabaseClock().read(db)
      await work({
        db,
        actor,
        now,
        newId: () => idOf(9, ++this.#parts.surroundings.ids),
        settings,
        sealer,
        announce: () => {},
        request: { address: '192.0.2.1', agent: 'simulation', sessionId: null, byToken: false },
      })
    }
    run().then(
      () => answer('done'),
      (error: unknown) => {
        if (error instanceof Refusal) return answer('refused')
        if (!isAway(error) && !isPlanted(error)) this.#parts.broke(error)
        answer('failed')
      },
    )
  }

  #hint(...names: readonly string[]): void {
    if (!this.#parts.isDeaf()) this.engine.hint(...names)
  }

  #channels(): Channels {
    const { missing } = this.#parts.script.providers
    const channel = (kind: Channel['kind']) => (missing.includes(kind) ? null : this.#channel(kind))
    return {
      email: channel('email'),
      webhook: channel('webhook'),
      ntfy: channel('ntfy'),
      sms: null,
      voice: null,
      browser: { ring: async () => ({ giveUp: 'browser_closed: no open browser showed it' }) },
    }
  }

  #channel(kind: Channel['kind']): Channel {
    return {
      kind,
      reach: ({ address }, message) =>
        new Promise((resolve) => this.#parts.call(this.#callOf(kind, address, message, resolve))),
      close: async () => {},
    }
  }

  #callOf(channel: string, address: string, message: Message, resolve: (outcome: Outcome) => void): Call {
    const { script, surroundings } = this.#parts
    const { links, calls } = surroundings
    const key = message.deliveryKey
    const carries = message.carries ?? [key]
    return {
      channel,
      address,
      key,
      carries,
      react: (at) => {
        const nth = (calls.get(key) ?? 0) + 1
        calls.set(key, nth)
        return reactionOf(script, { channel, key, nth, at })
      },
      rang: () => {
        const token = message.answerUrl?.split('/answer/')[1]
        for (const pageId of carries.map((of) => Number(of.split('/')[0])))
          if (token) links.set(pageId, [...(links.get(pageId) ?? []), token])
      },
      answer: (how) => resolve(outcomeOf(how)),
    }
  }

  #diagnostics(): Diagnostics {
    const broke = (facts: { readonly err?: unknown }) => {
      if (!isAway(facts.err)) this.#parts.broke(facts.err)
    }
    const quiet = () => {}
    // The parts only ever warn and report errors.
    return { error: broke, warn: quiet, info: quiet, debug: quiet } as unknown as Diagnostics
  }
}
