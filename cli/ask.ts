import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Trouble } from './trouble.ts'

/** Asks a question on a terminal and gives the line that is typed; a secret leaves no trace on the screen. */
export async function askOn(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  question: string,
  isSecret: boolean,
): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: isSecret ? nowhere : output, terminal: true })
  try {
    if (isSecret) output.write(question)
    return await new Promise<string>((resolve, reject) => {
      const stop = () => reject(new Trouble('stopped', 'Stopped. Nothing was changed.'))
      lines.once('SIGINT', stop)
      lines.once('close', stop)
      lines.question(isSecret ? '' : question).then(resolve, reject)
    })
  } finally {
    lines.close()
    if (isSecret) output.write('\n')
  }
}
