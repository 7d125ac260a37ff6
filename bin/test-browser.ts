import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from '../test/chromium.ts'
import { run } from './test-run.ts'

const packages = ['chromium', 'fonts-noto-cjk']

/** Is a Chromium that can show Korean here? On Debian, as root, what is missing is installed. */
export async function bringBrowser(): Promise<boolean> {
  if (findChromium() && hasKoreanFont()) return true
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing ${packages.join(' and ')} from Debian for the browser journeys ...`)
    const install = ['install', '--yes', '--no-install-recommends', ...packages]
    const quietly = { DEBIAN_FRONTEND: 'noninteractive' }
    if (!(await run('apt-get', install, quietly))) {
      if (await run('apt-get', ['update'], quietly)) await run('apt-get', install, quietly)
    }
  }
  if (!findChromium()) {
    console.log('The browser journeys need Chromium, and it is not here and could not be installed.')
    console.log(
      `Run as root: apt-get install ${packages.join(' ')}; or name a Chrome with CHROME_PATH; or leave the journeys out with --fast.`,
    )
    return false
  }
  if (!hasKoreanFont())
    console.log('No Korean font is here: screenshots will show boxes (Debian: apt-get install fonts-noto-cjk).')
  return true
}

function hasKoreanFont(): boolean {
  const listed = spawnSync('fc-list', [':lang=ko', 'family'], { encoding: 'utf8' })
  return listed.status === 0 ? listed.stdout.trim() !== '' : process.platform === 'darwin'
}
