import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Which Chromium do the browser journeys use? The one CHROME_PATH names, else the first on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env['CHROME_PATH']
  if (named) return isProgram(named) ? named : undefined
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  return [...names.flatMap((name) => onPath.map((folder) => path.join(folder, name))), ...places].find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
