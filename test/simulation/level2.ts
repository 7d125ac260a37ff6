// Level 2: real nodes over real SQL in one process. A seeded scheduler lets one of them speak at a time, in virtual time.
import { Cast, type Doors } from './cast.ts'
import { Chance } from './chance.ts'
import { DatabaseTime, Faults, Latencies, type NodeFault } from './faults.ts'
import { errors, isPlanted, type Carrier, type Line, type Statement } from './gate.ts'
import { Judge } from './promises.ts'
import { aftermathMs, type Played } from './played.ts'
import { RealNode } from './real-node.ts'
import type { Script } from './script.ts'
import { refusedByStorage, type Theatre } from './theatre.ts'
import { Surroundings } from './surroundings.ts'
import { pollMs, Sleepers, type Sleeper } from './sleepers.ts'
import { Timeline } from './timeline.ts'
import { isDeadlock } from '../../server/db/connect.ts'

/** What PostgreSQL and its driver are told to wait, in virtual milliseconds (`server/db/connect.ts`). */
const deadlines = { lockMs: 5_000, queryMs: 20_000, idleInTransactionMs: 30_000 } as const

type Word = {
  readonly nth: number
  readonly node: Place
  readonly life: number
  readonly line: Line
  readonly statement: Statement
  readonly answer: (result: unknown, error?: unknown) => void
  since: number
  done: { readonly result?: unknown; readonly error?: unknown } | null
  running: Promise<void>
  /** Why it will be cancelled by the simulation. */
  ends: Error | null
}

/** Where a node runs, through all its lives. */
type Place = {
  readonly index: number
  readonly latencies: Latencies
  node: RealNode | null
  life: number
  pausedUntil: number
  deafUntil: number
  readonly lines: Set<Line>
}

export async function playReal(script: Script, theatre: Theatre, keepsTrace = false): Promise<Played> {
  const stage = new Stage(script, theatre, keepsTrace)
  return stage.play()
}

class Stage {
  readonly timeline = new Timeline()
  readonly time = new DatabaseTime()
  readonly judge: Judge
  readonly faults = new Faults()
  readonly #script: Script
  readonly #theatre: Theatre
  readonly #places: Place[]
  readonly #chance: Chance
  readonly #trace: string[] | null
  readonly #surroundings = new Surroundings()
  readonly #blocked: Word[] = []
  readonly #lineOf = new Map<number, { line: Line; place: Place }>()
  readonly #sleepers = new Sleepers()
  #awayUntil = -1
  #words = 0
  #heldUntil = -1
  #pinned = 0

  constructor(script: Script, theatre: Theatre, keepsTrace: boolean) {
    this.#script = script
    this.#theatre = theatre
    this.judge = new Judge(script.team.watchMinutes > 0)
    this.#chance = Chance.of(script.seed, 'stage')
    this.#trace = keepsTrace ? [] : null
    this.#places = Array.from({ length: script.nodes }, (_, index) => ({
      index,
      latencies: new Latencies(script, this.timeline, `node ${index}`),
      node: null,
      life: 0,
      pausedUntil: -1,
      deafUntil: -1,
      lines: new Set<Line>(),
    }))
  }

  async play(): Promise<Played> {
    const { timeline, judge } = this
    await this.#theatre.set(this.#script.team)
    judge.rosterIs(await this.#theatre.roster())
    for (const place of this.#places) this.#start(place)
    new Cast({ script: this.#script, timeline, judge, doors: this.#doors() }).begin()
    for (const happening of this.#script.happenings) {
      if (happening.kind === 'fault') timeline.at(happening.at, () => this.#strike(happening.fault))
    }
    await this.#until(this.#script.lastsMs)
    this.faults.disarm()
    await this.#until(this.#script.lastsMs + aftermathMs)
    if (judge.broken.length === 0) judge.end()
    for (const place of this.#places) await this.#end(place)
    return {
      judge,
      faults: this.faults.struck,
      words: this.#words,
      trace: this.#trace ?? [],
      virtualMs: timeline.now,
    }
  }

  // --- who goes on next ---

  async #until(end: number): Promise<void> {
    for (;;) {
      const sleeper = this.#sleepers.next(
        () => this.time.whenShows(this.#nextDue(), this.timeline.now),
        this.timeline.now,
      )
      if (Math.min(this.timeline.nextAt, sleeper?.at ?? Infinity) > end || this.judge.broken.length > 0) return
      if (sleeper && sleeper.at < this.timeline.nextAt) {
        this.timeline.now = Math.max(this.timeline.now, sleeper.at)
        sleeper.one.wake()
      } else await this.timeline.take().run()
      await quiesced()
      this.judge.time(this.timeline.now, this.time.at(this.timeline.now))
    }
  }

  #nextDue(): number {
    let due = this.judge.muted.dueAt
    const version = this.judge.rosterVersion
    for (const { pagingDueAt, endsAt, state, muted } of this.judge.alerts.values()) {
      if (muted && muted.version < this.judge.unmutingVersion) due = 0
      if (pagingDueAt !== null && pagingDueAt < due) due = pagingDueAt
      if (endsAt !== null && state !== 'closed' && endsAt < due) due = endsAt
    }
    for (const { dueAt, heldVersion } of this.judge.pages.values()) {
      if (dueAt !== null && dueAt < due) due = dueAt
      if (heldVersion !== null && heldVersion < version) due = 0
    }
    for (const { dueAt } of this.judge.deliveries.values()) if (dueAt !== null && dueAt < due) due = dueAt
    return due
  }

  // --- lives of nodes ---

  #start(place: Place): void {
    const life = ++place.life
    const { timeline } = this
    place.node = new RealNode({
      name: `node ${place.index}.${life}`,
      script: this.#script,
      surroundings: this.#surroundings,
      carrier: this.#carrier(place, life),
      estimate: () => this.time.at(timeline.now),
      now: () => timeline.now,
      pause: (milliseconds, early) => this.#pause(place, life, milliseconds, early),
      isDeaf: () => timeline.now < place.deafUntil,
      call: (call) => this.#call(place, life, call),
      broke: (error) => {
        if (place.life === life && !isExpected(error)) this.judge.wentWrong(`node ${place.index}`, error)
      },
    })
    place.node.engine.start()
  }

  async #crash(place: Place, forMs: number): Promise<void> {
    if (!place.node) return
    this.faults.count('crash')
    this.judge.troubled('crash', this.timeline.now, this.timeline.now + forMs)
    this.#note(place, `dies, for ${Math.round(forMs)} ms`)
    await this.#end(place)
    this.timeline.after(forMs, () => {
      this.#note(place, 'starts again')
      this.#start(place)
    })
  }

  async #end(place: Place): Promise<void> {
    place.life++
    place.node = null
    place.pausedUntil = -1
    this.#sleepers.forget(place)
    for (const line of place.lines) await this.#cut(line)
    place.lines.clear()
    await this.#afterRelease()
  }

  /** Ends the connection; its blocked word, if any, ends with it. */
  async #cut(line: Line): Promise<void> {
    const word = this.#blocked.find((one) => one.line === line)
    if (word) this.#blocked.splice(this.#blocked.indexOf(word), 1)
    if (!line.isBroken) await this.#theatre.end(line, word !== undefined)
    line.isBroken = true
    line.inTransaction = false
    if (word) await word.running
  }

  // --- what a node does with time ---

  #pause(place: Place, life: number, milliseconds: number, early: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      let isOver = false
      const wake = () => {
        if (isOver || place.life !== life) return
        if (this.timeline.now < place.pausedUntil)
          return this.timeline.at(place.pausedUntil + place.latencies.next(), wake)
        isOver = true
        this.#sleepers.remove(sleeper)
        resolve()
      }
      const sleeper: Sleeper = { place, wakeAt: this.timeline.now + milliseconds, wake }
      early.addEventListener('abort', wake, { once: true })
      if (milliseconds >= pollMs) this.#sleepers.add(sleeper)
      // While somebody stands still with a lock in hand the others look again and again; once in half a second shows as much.
      else this.timeline.after(milliseconds === 25 && this.#anyPaused() ? 500 : milliseconds, wake)
    })
  }

  #anyPaused(): boolean {
    return (
      this.#blocked.length > 0 ||
      this.#heldUntil > this.timeline.now ||
      this.#places.some(({ pausedUntil }) => pausedUntil > this.timeline.now)
    )
  }

  #call(place: Place, life: number, call: Parameters<ConstructorParameters<typeof RealNode>[0]['call']>[0]): void {
    const begin = () => {
      if (place.life !== life) return undefined
      const fault = this.faults.at(place.index, 'call')
      if (fault?.what === 'crash' && this.#chance.happens(0.4)) return this.#crash(place, fault.forMs)
      const heard = this.judge.sendBegan(this.timeline.now, place.node?.name ?? '', call)
      this.#note(place, `calls ${call.channel} ${call.address} for ${call.carries.join(' ')}`)
      const reaction = call.react(this.timeline.now)
      const isLate = reaction.answersAfterMs >= 10_000
      this.timeline.after(isLate ? 10_000 : reaction.answersAfterMs, () => {
        this.judge.sendEnded(heard, call.carries[0] ?? '', reaction.answer === 'sent' && !isLate ? 'sent' : 'failed')
        if (reaction.answer === 'sent' && !isLate) call.rang()
        const tell = () => {
          if (place.life !== life) return
          if (this.timeline.now < place.pausedUntil)
            return this.timeline.at(place.pausedUntil + place.latencies.next(), tell)
          call.answer(isLate ? 'deadline' : reaction.answer)
        }
        tell()
      })
      if (fault?.what === 'crash') return this.#crash(place, fault.forMs)
      if (fault?.what === 'pause') this.#freeze(place, fault.forMs)
      return undefined
    }
    // As a word of its own: whatever it brings about is over before anybody else goes on.
    this.timeline.after(0, begin)
  }

  #freeze(place: Place, forMs: number): void {
    const { now } = this.timeline
    this.faults.count('pause')
    this.judge.troubled('pause', now, now + forMs)
    this.#note(place, `stands still for ${forMs} ms`)
    place.pausedUntil = now + forMs
    if (forMs <= deadlines.idleInTransactionMs) return
    this.timeline.after(deadlines.idleInTransactionMs, async () => {
      for (const line of place.lines)
        if (line.inTransaction && !this.#blocked.some((word) => word.line === line)) await this.#cut(line)
      await this.#afterRelease()
    })
  }

  // --- words with the database ---

  #carrier(place: Place, life: number): Carrier {
    return {
      open: (kind) =>
        new Promise((resolve, reject) => {
          const open = async (): Promise<void> => {
            if (place.life !== life) return
            if (this.timeline.now < place.pausedUntil)
              return this.timeline.at(place.pausedUntil + place.latencies.next(), open)
            if (this.timeline.now < this.#awayUntil) {
              // Resolved later, as everything is: nobody is answered in the middle of somebody else's word.
              return this.timeline.after(place.latencies.next(), () =>
                this.#ifAlive(place, life, () => reject(errors.away())),
              )
            }
            const line: Line = {
              kind,
              client: await this.#theatre.open(kind),
              inTransaction: false,
              hasWritten: false,
              began: 0,
              isBroken: false,
            }
            place.lines.add(line)
            this.#lineOf.set(line.client.processID, { line, place })
            this.timeline.after(place.latencies.next(), () => this.#ifAlive(place, life, () => resolve(line)))
          }
          this.timeline.after(place.latencies.next(), open)
        }),
      say: (line, statement) =>
        new Promise((resolve, reject) => {
          const answer = (result: unknown, error?: unknown) => {
            const tell = () =>
              this.#ifAlive(place, life, () => {
                if (this.timeline.now < place.pausedUntil)
                  return this.timeline.at(place.pausedUntil + place.latencies.next(), tell)
                if (error === undefined) resolve(result)
                else reject(error)
              })
            this.timeline.after(place.latencies.next(), tell)
          }
          const send = async (): Promise<void> => {
            if (place.life !== life) return
            if (this.timeline.now < place.pausedUntil)
              return this.timeline.at(place.pausedUntil + place.latencies.next(), send)
            await this.#send(place, life, line, statement, answer)
          }
          this.timeline.after(place.latencies.next(), send)
        }),
      drop: (line) => {
        place.lines.delete(line)
        this.timeline.after(0, async () => {
          await this.#cut(line)
          await this.#afterRelease()
        })
      },
    }
  }

  #ifAlive(place: Place, life: number, run: () => void): void {
    if (place.life === life) run()
  }

  async #send(
    place: Place,
    life: number,
    line: Line,
    given: Statement,
    answer: (result: unknown, error?: unknown) => void,
  ): Promise<void> {
    const isCommit = commits(line, given)
    if (this.timeline.now < this.#awayUntil || line.isBroken) {
      await this.#cut(line)
      return answer(undefined, errors.lost())
    }
    const fault = this.faults.at(
      place.index,
      isCommit ? 'commit' : /^rollback/i.test(given.text) ? 'rollback' : 'statement',
    )
    const isBefore = fault !== null && (fault.what === 'crash' || fault.what === 'pause') && this.#chance.happens(0.4)
    if (fault?.what === 'crash' && isBefore) return this.#crash(place, fault.forMs)
    if (fault?.what === 'pause' && isBefore) {
      this.#freeze(place, fault.forMs)
      return this.timeline.at(place.pausedUntil + place.latencies.next(), () =>
        this.#send(place, life, line, given, answer),
      )
    }
    let statement = given
    let tell = answer
    if (fault) {
      const struck = await this.#struck(fault, place, line, isCommit, answer)
      if (struck === 'instead') return
      if (struck) tell = struck
      if (fault.what === 'storage') statement = refusedByStorage
    }
    await this.#run(place, life, line, statement, tell)
    if (fault?.what === 'crash') await this.#crash(place, fault.forMs)
    if (fault?.what === 'pause') this.#freeze(place, fault.forMs)
  }

  /** How the node hears of its word when a fault has struck it; `instead` when the word itself is never said. */
  async #struck(
    fault: NodeFault,
    place: Place,
    line: Line,
    isCommit: boolean,
    answer: (result: unknown, error?: unknown) => void,
  ): Promise<'instead' | ((result: unknown, error?: unknown) => void) | null> {
    const { now } = this.timeline
    switch (fault.what) {
      case 'storage':
        this.faults.count('storage')
        this.judge.troubled('storage', now, now + 1)
        this.#note(place, 'is refused by the storage')
        return null
      case 'lost_answer':
        this.faults.count('lost_answer')
        this.judge.troubled('lost_answer', now, now + 1)
        this.#note(place, `loses the answer to its ${isCommit ? 'commit' : 'word'}`)
        return () => {
          this.timeline.after(0, async () => {
            await this.#cut(line)
            await this.#afterRelease()
            answer(undefined, errors.lost())
          })
        }
      case 'timeout': {
        this.faults.count('timeout')
        this.judge.troubled('timeout', now, now + deadlines.queryMs)
        this.#note(place, `has no answer in time to a word that was ${fault.isDone ? 'done' : 'not done'}`)
        this.#heldUntil = now + deadlines.queryMs
        const tooLate = () =>
          this.timeline.after(deadlines.queryMs, async () => {
            await this.#cut(line)
            await this.#afterRelease()
            answer(undefined, errors.timedOut())
          })
        if (fault.isDone) return tooLate
        tooLate()
        return 'instead'
      }
      case 'crash':
      case 'pause':
        return null
    }
  }

  /** Says the word to the real database, and waits until it is done or waits for a lock that somebody holds. */
  async #run(place: Place, life: number, line: Line, statement: Statement, answer: Word['answer']): Promise<void> {
    // To a hundredth of a second: a clock that is set for each word costs more than the words.
    this.#pinned = Math.floor(this.time.at(this.timeline.now) / 10) * 10
    await this.#theatre.pin(this.#pinned)
    line.hasWritten ||= writes(statement)
    if (/^(begin|start transaction)/i.test(statement.text)) line.inTransaction = true
    if (!line.inTransaction || /^begin/i.test(statement.text)) line.began = this.judge.nth
    const word: Word = {
      nth: this.#words++,
      node: place,
      life,
      line,
      statement,
      answer,
      since: this.timeline.now,
      done: null,
      running: Promise.resolve(),
      ends: null,
    }
    const { text, values, name } = statement
    word.running = (
      name || values?.length
        ? line.client.query({ text, values: values ?? [], ...(name ? { name } : {}) })
        : line.client.query(text)
    ).then(
      (result) => void (word.done = { result }),
      (error: unknown) => void (word.done = { error }),
    )
    if (this.#trace) this.#note(place, text.replace(/\s+/g, ' ').trim().slice(0, 70))
    if (await this.#isBlocked(word)) {
      this.#blocked.push(word)
      this.timeline.after(deadlines.lockMs, () => this.#giveUp(word, errors.lockTimeout()))
      return this.#untangle()
    }
    await this.#finished(word)
  }

  async #isBlocked(word: Word): Promise<boolean> {
    for (;;) {
      await Promise.race([word.running, shortly()])
      if (word.done) return false
      if ((await this.#theatre.blocked([word.line])).size > 0) return !word.done
    }
  }

  /** The word is done: what it committed is seen, whoever waited for it goes on, and its node hears of it in time. */
  async #finished(word: Word): Promise<void> {
    const { line, statement, done } = word
    const ended = /^(commit|rollback)/i.test(statement.text)
    const mayRelease = ended || !line.inTransaction
    if (ended) line.inTransaction = false
    if (mayRelease && line.hasWritten) {
      line.hasWritten = false
      await this.#see()
    }
    if (word.ends) word.answer(undefined, word.ends)
    else if (done?.error !== undefined) word.answer(undefined, done.error)
    else word.answer(done?.result)
    if (mayRelease) await this.#afterRelease()
  }

  async #see(): Promise<void> {
    for (const { pid, changes, rosterChanged } of await this.#theatre.seen()) {
      const from = this.#lineOf.get(pid)
      const { now } = this.timeline
      if (changes.length > 0)
        this.judge.commit({
          at: now,
          databaseAt: this.#pinned,
          began: from?.line.began ?? this.judge.nth,
          node: from?.place.node?.name ?? 'nobody',
          by: from?.line.kind === 'person' ? 'person' : 'node',
          changes,
        })
      if (rosterChanged) this.judge.rosterIs(await this.#theatre.roster())
    }
  }

  /** Locks were let go: of those who waited, who is done, and who waits for the next? */
  async #afterRelease(): Promise<void> {
    for (let again = this.#blocked.length > 0; again;) {
      again = false
      const still = await this.#theatre.blocked(this.#blocked.map(({ line }) => line))
      const before = this.#blocked.slice()
      for (const word of before) {
        if (still.has(word.line.client.processID) && !word.done) continue
        if (!word.done && (await this.#isBlocked(word))) continue
        const place = this.#blocked.indexOf(word)
        if (place < 0) continue
        this.#blocked.splice(place, 1)
        await this.#finished(word)
        again = this.#blocked.length > 0
      }
    }
  }

  /** Two who wait for each other: the one who came last is ended, as a deadlock. */
  async #untangle(): Promise<void> {
    const waits = await this.#theatre.blocked(this.#blocked.map(({ line }) => line))
    const last = this.#blocked.at(-1)
    if (!last) return
    const seen = new Set<number>()
    const reaches = (pid: number): boolean =>
      (waits.get(pid) ?? []).some(
        (by) => by === last.line.client.processID || (!seen.has(by) && (seen.add(by), reaches(by))),
      )
    if (reaches(last.line.client.processID)) await this.#giveUp(last, errors.deadlock())
  }

  async #giveUp(word: Word, error: Error): Promise<void> {
    if (!this.#blocked.includes(word)) return
    word.ends = error
    this.#note(word.node, `stops waiting for a lock: ${error.message}`)
    await this.#theatre.cancel(word.line)
    await word.running
    const place = this.#blocked.indexOf(word)
    if (place < 0) return
    this.#blocked.splice(place, 1)
    await this.#finished(word)
  }

  // --- faults that are no word's ---

  async #strike(fault: Extract<Script['happenings'][number], { kind: 'fault' }>['fault']): Promise<void> {
    const { now } = this.timeline
    switch (fault.what) {
      case 'crash':
      case 'pause':
      case 'lost_answer':
      case 'storage':
      case 'timeout':
        return this.faults.arm(fault)
      case 'away':
        this.faults.count('away')
        this.judge.troubled('away', now, now + fault.forMs)
        this.#trace?.push(`${now.toFixed(1)} the database is away for ${fault.forMs} ms`)
        this.#awayUntil = Math.max(this.#awayUntil, now + fault.forMs)
        for (const place of this.#places)
          for (const line of place.lines) {
            const word = this.#blocked.find((one) => one.line === line)
            await this.#cut(line)
            word?.answer(undefined, errors.lost())
          }
        return
      case 'clock':
        this.faults.count('clock')
        this.judge.troubled('clock', now, now + Math.max(0, -fault.byMs) + 1)
        this.time.step(now, fault.byMs)
        return
      case 'deaf': {
        const place = this.#places[fault.node]
        if (place) place.deafUntil = now + fault.forMs
        return this.faults.count('deaf')
      }
      case 'slow': {
        const place = this.#places[fault.node]
        if (place) place.latencies.slowUntil = now + fault.forMs
        this.judge.troubled('slow', now, now + fault.forMs + 20_000)
        return this.faults.count('slow')
      }
    }
  }

  #doors(): Doors {
    const at = (index: number) => this.#places[index]
    const isUp = (place: Place | undefined): place is Place & { node: RealNode } =>
      place?.node !== null && place !== undefined
    return {
      accept: (index, monitor, event, answer) => {
        const place = at(index)
        if (isUp(place)) place.node.accept(monitor, event, answer)
        else this.timeline.after(5, () => answer('unavailable'))
      },
      move: (index, asked, answer) => {
        const place = at(index)
        if (isUp(place)) place.node.move(asked, this.judge, answer)
        else this.timeline.after(5, () => answer('failed'))
      },
      edit: (index, edit, answer) => {
        const place = at(index)
        if (isUp(place)) place.node.edit(edit, answer)
        else this.timeline.after(5, () => answer('failed'))
      },
    }
  }

  #note(place: Place, text: string): void {
    this.#trace?.push(`${this.timeline.now.toFixed(1)} node ${place.index} ${text}`)
  }
}

/** What the scheduler brought about itself, or PostgreSQL by two who met: the code is built to go on. */
function isExpected(error: unknown): boolean {
  return isPlanted(error) || isDeadlock(error) || (error instanceof Error && 'code' in error && error.code === '53100')
}

function commits(line: Line, { text }: Pick<Statement, 'text'>): boolean {
  return line.inTransaction ? /^commit/i.test(text) : writes({ text })
}

function writes({ text }: Pick<Statement, 'text'>): boolean {
  return /insert into|delete from|(?<!for |for no key )\bupdate\b/i.test(text)
}

/** Everything that is neither time nor a word with somebody outside has run. */
async function quiesced(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

function shortly(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3))
}
