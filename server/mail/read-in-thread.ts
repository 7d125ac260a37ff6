import { askThread } from '../thread.ts'
import type { ReadMail } from './read-mail.ts'

const bounds = { withinMs: 5_000, mostMb: 128 }
const mostAtOnce = 2
const mostWaiting = 20

/** Too many mails wait to be read: the sender comes again. */
export class TooBusy extends Error {}

/** Reads mails in threads of their own, within bounds of time and memory, few at a time. */
export class MailReader {
  #running = 0
  readonly #waiting: (() => void)[] = []

  async read(raw: Uint8Array): Promise<ReadMail> {
    await this.#turn()
    try {
      const file = new URL('./mail-worker.ts', import.meta.url)
      return await askThread<ReadMail>(file, raw, bounds, { isRead: false, because: 'too_much' })
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < mostAtOnce) {
      this.#running += 1
      return
    }
    if (this.#waiting.length >= mostWaiting) throw new TooBusy('too many mails wait to be read')
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}
