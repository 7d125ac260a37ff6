// A real Chromium, a real Baton, a phone or a desk: what the journeys are made on.
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { launch, freePort } from '../real/program.ts'
import { findChromium } from '../chromium.ts'

export const adminToken = 'admin-token-of-the-journeys'
const main = path.join(import.meta.dirname, '..', '..', 'cli', 'main.ts')

export type Running = { readonly url: string; readonly stop: () => Promise<void> }

/** Of everybody in the demo. */
export const password = 'baton-demo-1'

/** The demo and a browser for a file of journeys, from before its first to after its last. */
export function startDemo(): { readonly url: string; readonly browser: Browser } {
  let started: readonly [Running, Browser] | undefined
  beforeAll(async () => {
    started = await Promise.all([startBaton(['up', '--demo']), openBrowser()])
  })
  afterAll(async () => {
    await started?.[1].close()
    await started?.[0].stop()
  })
  const running = () => {
    if (!started) throw new Error('the demo has not started')
    return started
  }
  return {
    get url() {
      return running()[0].url
    },
    get browser() {
      return running()[1]
    },
  }
}

/** Starts a built Baton on a folder and a port of its own, and waits until it is ready. */
export async function startBaton(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-journey-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const program = launch({
    command: process.execPath,
    args: [main, ...args],
    logFile: path.join(folder, 'baton.log'),
    env: {
      BATON_DATA: path.join(folder, 'data'),
      BATON_PORT: String(port),
      BATON_URL: url,
      BATON_ADMIN_TOKEN: adminToken,
      BATON_EGRESS_ALLOW: '127.0.0.1',
      ...env,
    },
  })
  for (let asked = 0; asked < 300; asked++) {
    const isReady = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) break
    if (program.hasEnded() || asked === 299) throw new Error(`Baton did not start: ${program.lastWords()}`)
    await pause(200)
  }
  return {
    url,
    async stop() {
      await program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('the journeys need Chromium: see ./baton test')
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export const desk = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' } as const
export const phone = { viewport: { width: 390, height: 844 }, locale: 'en-GB', hasTouch: true, isMobile: true } as const

/** A page on which any error in the console fails the journey when it is asked for at the end. */
export async function openPage(
  browser: Browser,
  as: typeof desk | typeof phone,
  more: { readonly locale?: string; readonly colorScheme?: 'dark' | 'light' } = {},
) {
  const context = await browser.newContext({ ...as, ...more })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text())
  })
  return { page, errors, close: () => context.close() }
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** No violation of WCAG 2.2 A and AA on what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe)
  // Runs in the page, as text: this side of the house knows no DOM.
  const found = await page.evaluate<string[]>(`axe
    .run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } })
    .then(({ violations }) => violations.map((one) =>
      one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))`)
  expect(found, await page.title()).toEqual([])
}

/** Keeps a picture of what is shown, in the folder that BATON_PICTURES names; nothing where it names none. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['BATON_PICTURES']
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) })
}

/** Nothing is wider than the screen: a phone must not scroll sideways. */
export async function expectFits(page: Page): Promise<void> {
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(over, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
}

export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.fill('input[type=email]', email)
  await page.fill('input[type=password]', password)
  await page.keyboard.press('Enter')
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
}
