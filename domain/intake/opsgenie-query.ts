// The search words of Opsgenie's list of alerts: `status:open AND (tag:db OR createdAt>1700000000000)`, parsed without a RegExp of the sender's.
import { fieldNamed, whyBad, type Condition, type Field, type Operator } from './opsgenie-query-fields.ts'

export type Query =
  | { readonly is: 'all' | 'any'; readonly of: readonly Query[] }
  | { readonly is: 'not'; readonly of: Query }
  | { readonly is: 'condition'; readonly of: Condition }

/** Why a query cannot be answered, in a sentence for whoever wrote it. */
export type BadQuery = { readonly bad: string }

const MAX_QUERY = 2_000
const MAX_DEPTH = 32
const everything: Query = { is: 'all', of: [] }

/** The query that this text means; an empty one finds everything. */
export function parseQuery(text: string): Query | BadQuery {
  if (text.length > MAX_QUERY) return { bad: `The query is longer than ${MAX_QUERY} characters.` }
  if (text.trim() === '' || text.trim() === '*') return everything
  try {
    const reader = { tokens: tokensOf(text), at: 0 }
    const query = anyOf(reader, null, 0)
    const left = reader.tokens[reader.at]
    return left ? { bad: `"${left.text}" stands where nothing is expected.` } : query
  } catch (error) {
    if (error instanceof Bad) return { bad: error.message }
    throw error
  }
}

/** Does this query find what these conditions are asked of? */
export function finds(query: Query, holds: (condition: Condition) => boolean): boolean {
  switch (query.is) {
    case 'all':
      return query.of.every((each) => finds(each, holds))
    case 'any':
      return query.of.some((each) => finds(each, holds))
    case 'not':
      return !finds(query.of, holds)
    case 'condition':
      return holds(query.of)
  }
}

/** Conditions that everything found fulfils, to look at less; the query itself is still asked of each. */
export function demands(query: Query): readonly Condition[] {
  if (query.is === 'condition') return [query.of]
  return query.is === 'all' ? query.of.flatMap(demands) : []
}

type Token = { readonly kind: 'word' | 'quoted' | 'sign'; readonly text: string }
type Reader = { readonly tokens: readonly Token[]; at: number }

class Bad extends Error {}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    const sign = signAt(text, at)
    if (/\s/.test(text.charAt(at))) at++
    else if (text.charAt(at) === '"') {
      const quoted = quotedAt(text, at)
      tokens.push({ kind: 'quoted', text: quoted.text })
      at = quoted.end
    } else if (sign !== null) {
      tokens.push({ kind: 'sign', text: sign })
      at += sign.length
    } else {
      let end = at
      while (end < text.length && !/[\s"()]/.test(text.charAt(end)) && signAt(text, end) === null) end++
      // The value of a field may hold signs itself: an address, a time.
      if (isValuePlace(tokens)) while (end < text.length && !/[\s"()]/.test(text.charAt(end))) end++
      tokens.push({ kind: 'word', text: text.slice(at, end) })
      at = end
    }
  }
  return tokens
}

function signAt(text: string, at: number): string | null {
  const two = text.slice(at, at + 2)
  if (two === '>=' || two === '<=' || two === '!=' || two === '&&' || two === '||') return two
  const one = text.charAt(at)
  return one !== '' && '():=<>'.includes(one) ? one : null
}

function isValuePlace(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)
  return last?.kind === 'sign' && operators.has(last.text)
}

/** A backslash takes the next character as it is. */
function quotedAt(text: string, from: number): { readonly text: string; readonly end: number } {
  let quoted = ''
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') return { text: quoted, end: at + 1 }
    if (char === '\\' && at + 1 < text.length) at++
    quoted += text.charAt(at)
  }
  throw new Bad('A quotation mark is not closed.')
}

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  [':', 'is'],
  ['=', 'is'],
  ['!=', 'is_not'],
  ['>', 'over'],
  ['>=', 'at_least'],
  ['<', 'under'],
  ['<=', 'at_most'],
])

function anyOf(reader: Reader, field: Field | null, depth: number): Query {
  const parts = [allOf(reader, field, depth)]
  while (takeWord(reader, 'OR', '||')) parts.push(allOf(reader, field, depth))
  return parts.length === 1 && parts[0] ? parts[0] : { is: 'any', of: parts }
}

/** Two conditions with nothing between them must both hold. */
function allOf(reader: Reader, field: Field | null, depth: number): Query {
  const parts = [one(reader, field, depth)]
  for (;;) {
    const next = reader.tokens[reader.at]
    if (!next || isSign(next, ')') || isWord(next, 'OR') || isSign(next, '||')) break
    takeWord(reader, 'AND', '&&')
    parts.push(one(reader, field, depth))
  }
  return parts.length === 1 && parts[0] ? parts[0] : { is: 'all', of: parts }
}

function one(reader: Reader, field: Field | null, depth: number): Query {
  if (depth > MAX_DEPTH) throw new Bad(`The query is nested deeper than ${MAX_DEPTH} levels.`)
  if (takeWord(reader, 'NOT', null)) return { is: 'not', of: one(reader, field, depth + 1) }
  const token = reader.tokens[reader.at]
  if (!token) throw new Bad('The query ends where a condition is expected.')
  if (isSign(token, '(')) {
    reader.at++
    return closed(reader, anyOf(reader, field, depth + 1))
  }
  if (token.kind === 'sign' || isWord(token, 'AND') || isWord(token, 'OR'))
    throw new Bad(`"${token.text}" stands where a condition is expected.`)
  reader.at++
  const sign = reader.tokens[reader.at]
  const operator = field === null && sign?.kind === 'sign' ? operators.get(sign.text) : undefined
  if (!operator || token.kind === 'quoted') return conditionOf(field ?? 'text', 'is', token.text)
  reader.at++
  const named = fieldNamed(token.text)
  if (!named) throw new Bad(`Baton knows no field "${token.text}" of an alert.`)
  return valueOf(reader, named, operator, depth)
}

/** `createdAt: > 5` says the same as `createdAt > 5`; in parentheses stand values of one field. */
function valueOf(reader: Reader, field: Field, operator: Operator, depth: number): Query {
  const token = reader.tokens[reader.at]
  if (!token) throw new Bad('The query ends where a value is expected.')
  reader.at++
  if (isSign(token, '(')) {
    const values = closed(reader, anyOf(reader, field, depth + 1))
    return operator === 'is_not' ? { is: 'not', of: values } : values
  }
  const inner = token.kind === 'sign' ? operators.get(token.text) : undefined
  if (inner && operator === 'is' && inner !== 'is') return valueOf(reader, field, inner, depth)
  if (token.kind === 'sign') throw new Bad(`"${token.text}" stands where a value is expected.`)
  return conditionOf(field, operator, token.text)
}

function conditionOf(field: Field, operator: Operator, value: string): Query {
  const condition: Condition = { field, operator: operator === 'is_not' ? 'is' : operator, value }
  const why = whyBad(condition)
  if (why) throw new Bad(why)
  const query: Query = { is: 'condition', of: condition }
  return operator === 'is_not' ? { is: 'not', of: query } : query
}

function closed(reader: Reader, query: Query): Query {
  const token = reader.tokens[reader.at]
  if (!token || !isSign(token, ')')) throw new Bad('A parenthesis is not closed.')
  reader.at++
  return query
}

function takeWord(reader: Reader, word: string, sign: string | null): boolean {
  const token = reader.tokens[reader.at]
  const isIt = token !== undefined && (isWord(token, word) || (sign !== null && isSign(token, sign)))
  if (isIt) reader.at++
  return isIt
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toUpperCase() === word
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === 'sign' && token.text === sign
}
