// What a subject says by itself, as the usual monitors write them: whether something began or is over, and of what it speaks.

export type SubjectSays = {
  readonly says: 'opens' | 'closes' | 'acknowledges' | null
  /** What is left without replies, states and marks: the same for a problem and its recovery. May be empty. */
  readonly about: string
}

/**
 * What does this subject say? A state counts only where it stands as monitors put it (`[RESOLVED] x`, `OK: x`, `RECOVERY Host Alert:`):
 * a sentence that happens to begin with such a word must not close anything. Marks that are no states, as `[web1]`, stay: two
 * hosts are two alerts.
 */
export function subjectSays(subject: string): SubjectSays {
  const line = subject.slice(0, mostLetters).replace(/\s+/gu, ' ').trim()
  const monit = monitLine.exec(line)
  if (monit) return monitSays(monit[1] ?? '')
  let rest = line
  let says: SubjectSays['says'] = null
  const kept: string[] = []
  for (let round = 0; round < mostLeads; round++) {
    const lead = leadOf(rest)
    if (!lead) break
    says ??= lead.says
    if (lead.keeps !== '') kept.push(lead.keeps)
    rest = rest.slice(lead.length)
  }
  const ends = stateAtEnd.exec(rest)
  if (ends) {
    says ??= ends[1] === 'OK' || ends[1] === 'UP' ? 'closes' : 'opens'
    rest = rest.slice(0, ends.index)
  }
  return { says, about: [...kept, rest.trim()].filter((part) => part !== '').join(' ') }
}

const mostLetters = 1_024
const mostLeads = 12

type Lead = { readonly length: number; readonly says: SubjectSays['says']; readonly keeps: string }

function leadOf(text: string): Lead | null {
  const skipped = replyMark.exec(text) ?? /^\*{1,5} ?/.exec(text)
  if (skipped) return { length: skipped[0].length, says: null, keeps: '' }
  const tag = /^\[([^[\]]{1,100})\] ?/.exec(text)
  if (tag) {
    const word = (tag[1] ?? '')
      .replace(/: ?\d{1,6}$/, '')
      .trim()
      .toLowerCase()
    const known = states.has(word) || marks.has(word)
    return { length: tag[0].length, says: states.get(word) ?? null, keeps: known ? '' : tag[0].trim() }
  }
  const nagios = /^(PROBLEM|RECOVERY|ACKNOWLEDGEMENT) (?=(?:Host|Service)\b)/.exec(text)
  if (nagios) return { length: nagios[0].length, says: states.get((nagios[1] ?? '').toLowerCase()) ?? null, keeps: '' }
  const watched = /^(?:monitor|host|service|site|website|check) is (up|down|ok) ?[:：] ?/i.exec(text)
  if (watched)
    return { length: watched[0].length, says: states.get((watched[1] ?? '').toLowerCase()) ?? null, keeps: '' }
  const word = stateLead.exec(text)
  const says = states.get((word?.[1] ?? '').toLowerCase())
  return word && says ? { length: word[0].length, says, keeps: '' } : null
}

const replyMark =
  /^(?:re|fwd?|aw|wg|antw|sv|vs|tr|rv|res|enc|odp|ynt|回复|转发|答复|返信|회신|답장|전달) ?(?:[[(]\d{1,3}[\])])? ?[:：] ?/iu
// `Resolved in 5m 3s: x` (Zabbix), `DOWN alert: x` (Pingdom), `OK - x`, `ALARM: x` (CloudWatch), `INSUFFICIENT DATA: x`.
const stateLead =
  /^((?:updated )?\p{L}{2,20}(?: data)?)(?: alert)?(?: in [\dwdhms ]{1,30})? ?(?:[:：] ?| [-–—]{1,2} )/iu
// `Service Alert: web1/HTTP is CRITICAL **`, `Disk on web1 is OK!`: only in capitals, as programs write it.
const stateAtEnd = / is (OK|UP|DOWN|CRITICAL|WARNING|UNKNOWN|UNREACHABLE)!? ?\*{0,5}$/

type Said = NonNullable<SubjectSays['says']>

const states: ReadonlyMap<string, Said> = new Map<string, Said>([
  ...all('closes', 'resolved', 'recovery', 'recovered', 'ok', 'up', 'cleared', 'closed', 'normal'),
  ...all('closes', '복구', '해소', '해제', '정상', '復旧', '回復', '解消', '恢复', '已恢复', '已解决', 'behoben'),
  ...all('acknowledges', 'acknowledgement', 'acknowledged'),
  ...all('opens', 'problem', 'updated problem', 'alert', 'alerting', 'alarm', 'firing', 'triggered', 'down', 'failed'),
  ...all('opens', 'critical', 'crit', 'warning', 'warn', 'error', 'fatal', 'emergency', 'unknown', 'unreachable'),
  ...all('opens', 'no data', 'insufficient data', 'disaster', '장애', '발생', '경고', '심각', '障害', '故障', '告警'),
])

/** What gateways and people put in front, saying nothing of what it is about. */
const marks: ReadonlySet<string> = new Set(['external', 'ext', 'extern', '외부', 'p1', 'p2', 'p3', 'p4', 'urgent'])

function all<S extends Said>(says: S, ...words: readonly string[]): [string, S][] {
  return words.map((word) => [word, says])
}

// Monit's default subject is `monit alert -- <event> <service>`; its events come in pairs (event.c of Monit).
const monitLine = /^(?:re: )?monit alert -{1,2} (.+)$/i

function monitSays(said: string): SubjectSays {
  for (const [event, family, says] of monitOdd)
    if (said.startsWith(`${event} `)) return { says, about: `monit ${family} ${said.slice(event.length + 1)}` }
  const pair = /^(.{1,40}?) (failed|error|exceeded|matched|down|succeeded|ok|up) (.+)$/.exec(said)
  if (!pair) return { says: 'opens', about: `monit ${said}` }
  const [, what = '', state = '', service = ''] = pair
  const says = state === 'succeeded' || state === 'ok' || state === 'up' ? 'closes' : 'opens'
  return { says, about: `monit ${what} ${service}` }
}

const monitOdd: readonly (readonly [string, string, 'opens' | 'closes'])[] = [
  ['Does not exist', 'Existence', 'opens'],
  ['Exists', 'Existence', 'closes'],
  ['Timeout recovery', 'Timeout', 'closes'],
  ['Invalid type', 'Type', 'opens'],
]
