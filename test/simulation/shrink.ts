// The shortest story that still breaks a promise: happenings are taken away while what is left breaks the same one.
import type { Played } from './played.ts'
import type { Happening, Script } from './script.ts'

/** Plays the script again and again with less in it; `most` bounds how often. The same promise must break. */
export async function shrink(
  script: Script,
  promise: string,
  play: (script: Script) => Played | Promise<Played>,
  most = 200,
): Promise<Script> {
  let plays = 0
  const breaks = async (candidate: Script): Promise<boolean> => {
    if (plays++ >= most) return false
    const { judge } = await play(candidate)
    return judge.broken[0]?.promise === promise
  }
  let left = script
  const quiet = {
    ...left,
    providers: { ...left.providers, refuses: 0, triesAgain: 0, hangs: 0, slow: 0, missing: [], out: [] },
  }
  if (await breaks(quiet)) left = quiet
  const calm = { ...left, jitter: 0 }
  if (await breaks(calm)) left = calm
  for (let size = Math.ceil(left.happenings.length / 2); size >= 1;) {
    let isShorter = false
    for (let from = 0; from < left.happenings.length;) {
      const happenings = left.happenings.toSpliced(from, size)
      const candidate = { ...left, happenings }
      if (await breaks(candidate)) {
        left = candidate
        isShorter = true
      } else from += size
    }
    if (plays >= most) break
    if (size === 1 && !isShorter) break
    size = size === 1 ? 1 : Math.ceil(size / 2)
  }
  return left
}

/** What happens, in words, in order. */
export function tell(script: Script): readonly string[] {
  const nodes = script.nodes === 1 ? 'one node' : `${script.nodes} nodes`
  const { refuses, triesAgain, hangs, slow, missing } = script.providers
  const moods = [
    ...(refuses > 0 ? ['refuse'] : []),
    ...(triesAgain > 0 ? ['ask to come again'] : []),
    ...(hangs > 0 ? ['hang'] : []),
    ...(slow > 0 ? ['are slow'] : []),
    ...(missing.length > 0 ? [`are missing for ${missing.join(', ')}`] : []),
  ]
  return [
    `Seed ${script.seed}, ${nodes}. Providers ${moods.length > 0 ? `sometimes ${moods.join(', ')}` : 'are well'}.`,
    ...script.happenings.map((happening) => `${clock(happening.at)} ${said(happening, script)}`),
  ]
}

export function clock(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  return `${String(minutes).padStart(3)}:${((milliseconds % 60_000) / 1_000).toFixed(3).padStart(6, '0')}`
}

function said(happening: Happening, script: Script): string {
  const person = (nth: number) => script.team.people[nth]?.name ?? 'somebody'
  const named = (id: string) => script.team.people.find((one) => one.id === id)?.name ?? 'somebody'
  switch (happening.kind) {
    case 'event': {
      const monitor = script.team.monitors[happening.monitor]
      const again = monitor?.sends === 'alertmanager' && happening.untilMs > 60_000 ? ', and again every minute' : ''
      return `${monitor?.name} says ${happening.action} ${happening.key} (P${happening.priority})${again}`
    }
    case 'answer':
      return `${person(happening.person)} at node ${happening.node}: ${happening.move === 'link' ? 'answers by link' : happening.move} ${happening.key}`
    case 'edit': {
      const { edit } = happening
      switch (edit.what) {
        case 'policy':
          return 'a policy is edited'
        case 'contact':
          return `a contact of ${named(edit.personId)} is ${edit.to === 'removed' ? 'removed' : `switched ${edit.to}`}`
        case 'person':
          return `${named(edit.personId)} is ${edit.isActive ? 'back in' : 'taken out of'} service`
        case 'override':
          return `${named(edit.personId)} takes a schedule over for ${Math.round(edit.lastsMs / 60_000)} min`
        case 'silence':
          return `${edit.isMaintenance ? 'maintenance' : 'a silence'} for ${edit.serviceId.slice(-1)} in ${edit.startsInMs / 1_000} s, for ${Math.round(edit.lastsMs / 1_000)} s`
        case 'silence over':
          return 'a silence is ended early'
      }
      return ''
    }
    case 'fault':
      return toldFault(happening.fault)
  }
}

function toldFault(fault: Extract<Happening, { kind: 'fault' }>['fault']): string {
  switch (fault.what) {
    case 'crash':
      return `node ${fault.node} dies at its ${nth(fault.nth)} word from now, for ${fault.forMs / 1_000} s`
    case 'pause':
      return `node ${fault.node} stands still at its ${nth(fault.nth)} word from now, for ${fault.forMs / 1_000} s`
    case 'lost_answer':
      return `the answer to the ${nth(fault.nth)} commit of node ${fault.node} from now is lost`
    case 'storage':
      return `the storage refuses the ${nth(fault.nth)} statement of node ${fault.node} from now`
    case 'timeout':
      return `the ${nth(fault.nth)} statement of node ${fault.node} from now has no answer in time and was ${fault.isDone ? '' : 'not '}done`
    case 'away':
      return `the database is away for ${fault.forMs / 1_000} s`
    case 'clock':
      return `the database's clock steps by ${fault.byMs / 1_000} s`
    case 'deaf':
      return `node ${fault.node} hears no hints for ${fault.forMs / 60_000} min`
    case 'slow':
      return `the way from node ${fault.node} to the database is slow for ${Math.round(fault.forMs / 1_000)} s`
  }
}

function nth(number: number): string {
  const ending =
    number % 10 === 1 && number % 100 !== 11
      ? 'st'
      : number % 10 === 2 && number % 100 !== 12
        ? 'nd'
        : number % 10 === 3 && number % 100 !== 13
          ? 'rd'
          : 'th'
  return `${number}${ending}`
}
