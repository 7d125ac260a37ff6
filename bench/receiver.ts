// A webhook receiver that answers at once and notes when each alert reached it.
import http from 'node:http'

export async function startReceiver(port: number) {
  const arrived = new Map<string, number>()
  let requests = 0
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (body += part))
    request.on('end', () => {
      const now = performance.now()
      requests++
      for (const [, id] of body.matchAll(/bench#([\w/-]+)#/g)) if (id && !arrived.has(id)) arrived.set(id, now)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}/hook`,
    arrived,
    requests: () => requests,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}
