/** One HTTP request for an endpoint: path parameters are taken from the input by name, the rest is query or JSON body. */
export function toRequest(
  route: readonly [method: string, path: string],
  input: Readonly<Record<string, unknown>>,
): Request {
  const [method, pattern] = route
  const rest = { ...input }
  const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    if (value === undefined || value === null || value === '') throw new Error(`${pattern} needs ${name}`)
    delete rest[name]
    return encodeURIComponent(text(value))
  })
  return method === 'GET' || method === 'DELETE'
    ? { method, url: path + query(rest) }
    : { method, url: path, body: JSON.stringify(rest) }
}

export type Request = { readonly method: string; readonly url: string; readonly body?: string }

function query(input: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null)
  const pairs = given.flatMap(([name, value]) => [value].flat().map((each) => [name, text(each)]))
  const search = new URLSearchParams(pairs).toString()
  return search && `?${search}`
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
