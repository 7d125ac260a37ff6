import type { Server } from 'node:http'
import { SettingRefused, type Settings } from '../settings.ts'

/** Resolves when the server listens where the settings say; refuses in words when it cannot. */
export function listen(server: Server, settings: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(whyNotListening(error, settings))
    server.once('error', refuse)
    server.listen(settings.port, settings.host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
}

function whyNotListening(error: Error, { port, host }: Settings): Error {
  switch ('code' in error ? error.code : '') {
    case 'EADDRINUSE':
      return new SettingRefused(
        `BATON_PORT cannot be ${port}: another program listens there. End it, or choose another.`,
      )
    case 'EACCES':
      return new SettingRefused(`BATON_PORT cannot be ${port}: this user may not listen there. Choose one above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SettingRefused(`BATON_HOST cannot be "${host}": this machine has no such address.`)
    default:
      return error
  }
}
