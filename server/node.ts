// One running Baton node, put together in a straight line: database, engine, channels, doors. Started and stopped as one.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { makeActions } from './actions.ts'
import { alertKinds } from './alerts/timers.ts'
import { FreshAlerts } from './alerts/fresh.ts'
import { makeRulesCache } from './alerts/muting-rules.ts'
import { silenceKind } from './alerts/silence-timers.ts'
import type { FreshAlert } from './alerts/waiting.ts'
import { CalendarReader } from './calendars/reader.ts'
import { phoneProvidersOf } from './channels/phone-providers.ts'
import { namedHosts, setUpChannels } from './channels/set-up.ts'
import { connect, clientConfig } from './db/connect.ts'
import { setUpEgress } from './egress/set-up.ts'
import { DatabaseClock } from './engine/clock.ts'
import { whatIsDue } from './engine/due.ts'
import { Engine } from './engine/engine.ts'
import { Signals } from './engine/signals.ts'
import { beat, leave, startUpkeep } from './engine/upkeep.ts'
import { makeRosterCache } from './escalation/roster.ts'
import { Assets } from './http/assets.ts'
import { bringTelegram } from './http/bring-telegram.ts'
import { listen } from './http/listen.ts'
import { Live } from './http/live.ts'
import { endpointsOf } from './http/perform.ts'
import { makeServer } from './http/serve.ts'
import type { Topic } from '../domain/topics.ts'
import { Batches } from './intake/batches.ts'
import { deciding } from './intake/accept.ts'
import { setUpIntake } from './intake/set-up.ts'
import { fetchOfSns } from './intake/sns.ts'
import { Pings } from './intake/heartbeats/pinging.ts'
import { outgoing } from './incidents/outgoing.ts'
import { incidentKinds } from './incidents/rule-timers.ts'
import { heartbeatKind } from './intake/heartbeats/timers.ts'
import { replyDomainOf } from './mail-settings.ts'
import { setUpMail } from './mail/set-up.ts'
import { makeMetrics } from './metrics.ts'
import { queueNotices } from './notices/store.ts'
import { channelsHere } from './paging/channels-here.ts'
import { countingLateness, LatenessCounts } from './operations/lateness-counts.ts'
import { makeReadiness } from './operations/readiness.ts'
import { setUpWatch } from './operations/set-up.ts'
import { NewsSender } from './paging/news-sender.ts'
import { NoticeSender } from './paging/notice-sender.ts'
import { proofKind } from './paging/proof-timers.ts'
import { makePushKeys, rememberedPushKeys } from './paging/push-keys.ts'
import { receiptKind } from './paging/receipts.ts'
import { mostPerClaim, Sender } from './paging/sender.ts'
import { pastCases } from './recall/past.ts'
import { release } from './release.ts'
import { aheadKind } from './schedules/ahead.ts'
import { coverKind } from './schedules/cover-timers.ts'
import { followCalendar } from './schedules/follow-calendar.ts'
import { handoverKind } from './handover/timers.ts'
import { shiftKind } from './schedules/history.ts'
import { within } from './within.ts'
import type { Node, NodeParts } from './node-parts.ts'
import { endingsOf, tellersOf } from './tellers.ts'

const stopWithinMs = 8_000

/** Starts a node on a migrated database. `loops: false` leaves time to the caller, who calls `settle`. */
export async function startNode(
  parts: NodeParts,
  options: { readonly loops: boolean } = { loops: true },
): Promise<Node> {
  const { settings, diagnostics, sealer } = parts
  const id = `${settings.nodeName}-${randomUUID().slice(0, 8)}`
  const lateness = new LatenessCounts()
  const metrics = countingLateness(makeMetrics(), lateness)
  const { db, endIdle, close } = connect(parts.database, {
    connections: settings.connections,
    name: `baton ${settings.nodeName}`,
  })
  // From an alert to its first message, and nothing else: a slow screen must not make anybody wait. One batch being accepted,
  // one of pages being opened, one of outcomes being written, and a source being looked up.
  const quick = connect(parts.database, { connections: 4, name: `baton quick ${settings.nodeName}`, plansOnce: true })
  const identity = { id, name: settings.nodeName, release }
  const clock = new DatabaseClock()
  await clock.read(db)
  await makePushKeys(db, sealer)
  const listens = clientConfig(parts.database, `baton signals ${settings.nodeName}`)
  const signals = new Signals(listens, id, diagnostics, () => {
    endIdle()
    quick.endIdle()
  })
  await signals.start()
  const announce = (topics: readonly Topic[]) => signals.publish({ kind: 'changed', topics })
  const live = new Live(signals, metrics)
  const { channels, close: closeChannels } = (parts.channels ?? setUpChannels)(
    settings,
    clock,
    live.browser(),
    metrics,
    rememberedPushKeys(db, sealer),
  )
  const roster = makeRosterCache()
  const rules = makeRulesCache()
  const sender: Sender = new Sender({
    db,
    quick: quick.db,
    node: id,
    channels,
    roster: () => roster.current(db),
    clock,
    sealer,
    url: settings.url,
    replyDomain: replyDomainOf(settings),
    past: pastCases({ db, url: settings.url, diagnostics, waitMs: parts.recallWaitMs }),
    isDemo: settings.isDemo,
    diagnostics,
    metrics,
    onHurry: () => engine.hint('deliveries', 'pages'),
    onChange: () => announce(['pages']),
  })
  const paging = { node: id, roster, sender, onHurry: () => engine.hint('pages', 'alerts') }
  const onLost = () => engine.hint('receipts')
  const pings = new Pings({ db, announce, onNews: () => engine.hint('heartbeats') })
  const mailParts = { db, settings, sealer, announce, paging, clock, metrics, diagnostics, onLost, pings }
  const mail = setUpMail({ ...mailParts, intake: () => intake.parts })
  const notices = new NoticeSender({
    db,
    node: id,
    channels,
    clock,
    sealer,
    url: settings.url,
    isDemo: settings.isDemo,
    tellers: { ...tellersOf(sealer, settings), ...mail.tellers },
    endings: endingsOf(announce, settings),
    diagnostics,
    metrics,
  })
  const news = new NewsSender({ db, channels, sealer, url: settings.url, diagnostics })
  const [egress, chatEgress] = [setUpEgress(settings), setUpEgress(settings, namedHosts(settings))]
  const follow = followCalendar(id)
  const calendars = new CalendarReader({ db, egress, sealer, isDemo: settings.isDemo, diagnostics, announce, follow })
  const calls = outgoing({ db, node: id, egress, sealer, settings, diagnostics, announce })
  const fresh = new FreshAlerts()
  const onAccepted = (unpaged: readonly FreshAlert[]) => {
    fresh.add(unpaged)
    // The answers to the senders are on their way before the work of paging begins.
    setImmediate(() => {
      if (unpaged.length > 0) engine.hint('alerts')
      announce(['alerts', 'log'])
    })
  }
  const intakeDeciding = deciding(quick.db, () => rules.kept())
  const kinds = [
    silenceKind({ db, node: id, roster, rules, announce, metrics }),
    ...alertKinds({ db, quick: quick.db, node: id, clock, roster, rules, sender, metrics, announce }, fresh),
    { name: 'deliveries', batch: mostPerClaim, step: () => sender.claimDue() },
    shiftKind(db),
    handoverKind({ db, node: id, announce }),
    aheadKind({
      db,
      node: id,
      weeks: settings.lookAheadWeeks,
      announce,
      queueNotices,
      carriers: channelsHere(channels, settings),
    }),
    notices.kind(),
    news.kind(),
    receiptKind({
      db,
      node: id,
      isDemo: settings.isDemo,
      metrics,
      onHurry: () => engine.hint('deliveries', 'pages'),
      onChange: () => announce(['pages']),
    }),
    coverKind({ db, node: id, announce }),
    calendars.kind(),
    proofKind({ db, node: id, days: settings.proofDays, announce }),
    ...calls.kinds,
    ...incidentKinds({ db, node: id, announce, newId: randomUUID, paging }),
    heartbeatKind({ db, node: id, url: settings.url, metrics, announce, onAccepted, rules: intakeDeciding.rules }),
  ]
  const engine: Engine = new Engine(kinds, whatIsDue(db), diagnostics)
  const batches = new Batches(quick, intakeDeciding, metrics, onAccepted)
  const loopSilentMs = () => engine.silentMs
  const { databaseFolder = null } = parts
  const { watch, close: closeWatch } = await setUpWatch({
    settings,
    identity,
    live: (free) => beat(db, identity, free),
    databaseFolder,
    steady: parts.steady ?? (() => performance.now()),
    loopSilentMs,
    db,
    clock,
    roster,
    channels,
    batches,
    sealer,
    announce,
    diagnostics,
    metrics,
    lateness,
  })
  const actions = makeActions(paging, batches, signals, calendars, channels)
  const intake = setUpIntake({
    db,
    quick: quick.db,
    node: id,
    settings,
    sealer,
    clock,
    metrics,
    diagnostics,
    announce,
    paging,
    pings,
    batches,
    floods: intakeDeciding.floods,
    fetchOfSns: parts.fetchOfSns ?? fetchOfSns(egress),
    mail: mail.api,
    endpoints: endpointsOf(actions),
  })
  signals.listen((signal) => {
    if (signal.kind === 'changed' && signal.topics.includes('sources')) intake.sources.forget()
    if (signal.kind === 'changed' && signal.topics.includes('silences')) engine.hint('silences', 'alerts')
    if (signal.kind === 'changed' && signal.topics.includes('schedules')) engine.hint('shifts', 'handovers')
  })
  let isStopping = false
  const server = makeServer({
    db,
    settings,
    sealer,
    announce,
    diagnostics,
    checksAnswers: parts.checksAnswers ?? false,
    actions,
    live,
    metrics,
    release,
    readiness: makeReadiness({ db, isStopping: () => isStopping, loopSilentMs, databaseFolder }),
    assets: await Assets.read(parts.webFolder ?? path.join(import.meta.dirname, '..', 'dist', 'web')),
    phone: { providers: settings.isDemo ? [] : phoneProvidersOf(settings), paging, clock, onLost },
    mail: mail.door,
    egress: chatEgress,
    intake: intake.parts,
  })
  await listen(server, settings)
  const mailListener = await mail.listen()
  void bringTelegram({ settings, sealer, egress: chatEgress, diagnostics })
  const stopUpkeep = options.loops ? startUpkeep(db, clock, diagnostics, [...watch.chores, ...intake.chores]) : null
  await beat(db, identity)
  if (options.loops) engine.start()

  return {
    id,
    url: `http://${settings.host}:${(server.address() as AddressInfo).port}`,
    mailPort: mailListener?.port ?? null,
    server,
    engine,
    sender,
    watch,
    async settle() {
      await clock.read(db)
      for (let round = 0; round < 100; round++) {
        await engine.settle()
        await calendars.drained()
        await calls.drained()
        await sender.drained()
        await notices.drained()
        await news.drained()
        await intake.flush()
        const due = await whatIsDue(db)()
        if (!Object.values(due).some((inMs) => inMs !== null && inMs <= 0)) return
      }
      throw new Error('the node does not settle')
    },
    async stop() {
      isStopping = true
      live.close()
      await mailListener?.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      await batches.drained()
      if (options.loops) await engine.stop()
      await stopUpkeep?.()
      await intake.flush()
      await leave(db, { id }).catch(() => {}) // the database is away: the others see that this node is gone
      closeWatch()
      const leaving = [sender, notices, news, calendars, calls].map((each) => each.drained())
      await within(stopWithinMs, Promise.all(leaving))
      setTimeout(() => server.closeAllConnections(), 1_000).unref()
      await within(2_000, closed)
      await signals.stop()
      await closeChannels()
      egress.close()
      chatEgress.close()
      await Promise.allSettled([close(), quick.close()])
    },
  }
}
