import type { FieldProblem } from '../domain/problems.ts'
import { neutral, oneLine } from '../domain/foreign-text.ts'
import type { Terminal } from './terminal.ts'

/** How a command ends. `baton apply` uses `usage` for a file that is refused, so that scripts can tell it from a server that is away. */
export const exits = { done: 0, refused: 1, usage: 2 } as const
export type Exit = (typeof exits)[keyof typeof exits]

type Facts = Readonly<Record<string, unknown>>

/** Why a command did not do what was asked: a refusal of the server, or something on the way to it. */
export class Trouble extends Error {
  readonly code: string
  readonly say: string
  readonly errors: readonly FieldProblem[]
  /** What the server tells beside the sentence, for whoever can say it better. */
  readonly facts: Facts
  readonly exit: Exit

  constructor(code: string, say: string, more: { errors?: readonly FieldProblem[]; facts?: Facts; exit?: Exit } = {}) {
    super(say)
    this.code = code
    this.say = say
    this.errors = more.errors ?? []
    this.facts = more.facts ?? {}
    this.exit = more.exit ?? exits.refused
  }
}

/** Ends the command as used wrongly. */
export function misused(say: string): never {
  throw new Trouble('usage', say, { exit: exits.usage })
}

/** Text in another encoding would arrive with question marks in the places of its letters. */
export function notInUtf8(what: string): Trouble {
  return new Trouble('not_utf8', `The ${what} is not text in UTF-8. Save it in UTF-8, then try again.`, {
    exit: exits.usage,
  })
}

/** Tells what went wrong, `code: say` and a line for each field, and gives the exit code. */
export function tellTrouble(terminal: Terminal, error: unknown, isJson: boolean): Exit {
  const trouble = error instanceof Trouble ? error : new Trouble('broken', sentenceOf(error))
  const { code, say, errors, facts } = trouble
  const told = Object.keys(facts).length > 0 ? { facts } : {}
  if (isJson) terminal.complain(`${JSON.stringify({ code, say, errors, ...told })}\n`)
  else {
    const fields = errors.map((field) => `  ${oneLine(field.path, 500)}: ${oneLine(field.say, 2_000)}`)
    terminal.complain(`${[`${oneLine(code, 100)}: ${neutral(say)}`, ...fields].join('\n')}\n`)
  }
  return trouble.exit
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
