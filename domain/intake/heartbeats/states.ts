// What may happen to a heartbeat in which state: a complete table, read by doors, actions, buttons, the engine and docs/states.md.

export const heartbeatStates = ['new', 'up', 'late', 'down', 'paused'] as const
export type HeartbeatState = (typeof heartbeatStates)[number]

/** Four signals, two moves of time, two of people. */
export const heartbeatMoves = ['success', 'start', 'fail', 'log', 'expect', 'miss', 'pause', 'resume'] as const
export type HeartbeatMove = (typeof heartbeatMoves)[number]

export type HeartbeatRefusal = 'heartbeat_paused' | 'heartbeat_not_paused' | 'heartbeat_down' | 'heartbeat_never_heard'
export type HeartbeatCell = { readonly to: HeartbeatState } | { readonly not: HeartbeatRefusal }

const whilePaused = { not: 'heartbeat_paused' } as const
const notPaused = { not: 'heartbeat_not_paused' } as const

export const heartbeatTable: Readonly<Record<HeartbeatState, Readonly<Record<HeartbeatMove, HeartbeatCell>>>> = {
  new: {
    success: { to: 'up' },
    start: { to: 'new' },
    fail: { to: 'down' },
    log: { to: 'new' },
    expect: { not: 'heartbeat_never_heard' },
    miss: { to: 'down' }, // a run that began and did not end; without one nothing is expected
    pause: { to: 'paused' },
    resume: notPaused,
  },
  up: {
    success: { to: 'up' },
    start: { to: 'up' },
    fail: { to: 'down' },
    log: { to: 'up' },
    expect: { to: 'late' },
    miss: { to: 'down' },
    pause: { to: 'paused' },
    resume: notPaused,
  },
  late: {
    success: { to: 'up' },
    start: { to: 'late' },
    fail: { to: 'down' },
    log: { to: 'late' },
    expect: { to: 'late' },
    miss: { to: 'down' },
    pause: { to: 'paused' },
    resume: notPaused,
  },
  down: {
    success: { to: 'up' },
    start: { to: 'down' }, // having begun is not having ended well
    fail: { to: 'down' },
    log: { to: 'down' },
    expect: { not: 'heartbeat_down' },
    miss: { not: 'heartbeat_down' },
    pause: { to: 'paused' },
    resume: notPaused,
  },
  paused: {
    success: whilePaused, // kept in the list of check-ins, and nothing follows
    start: whilePaused,
    fail: whilePaused,
    log: whilePaused,
    expect: whilePaused,
    miss: whilePaused,
    pause: whilePaused,
    resume: { to: 'up' }, // `new` again when it was never heard: see resumed()
  },
}

/** Where does this move lead? The state itself where nothing follows. */
export function after(state: HeartbeatState, move: HeartbeatMove): HeartbeatState {
  const cell = heartbeatTable[state][move]
  return 'to' in cell ? cell.to : state
}

/** May a person do this to it, and if not, why? */
export function whyNotHeartbeat(move: 'pause' | 'resume', state: HeartbeatState): HeartbeatRefusal | null {
  const cell = heartbeatTable[state][move]
  return 'not' in cell ? cell.not : null
}
