import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isAlive, isWorkingIn, readPostmasterFile } from './processes.ts'

test('a process is alive until it has ended', async () => {
  expect(isAlive(process.pid)).toBe(true)
  const child = spawn('true')
  await once(child, 'exit')
  expect(isAlive(child.pid ?? 0)).toBe(false)
  expect(isAlive(0)).toBe(false)
})

test.runIf(process.platform === 'linux')(
  'a process that ended but was not collected by its parent is not alive',
  async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'])
    onTestFinished(() => void parent.kill('SIGKILL'))
    const [line] = await once(parent.stdout, 'data')
    await expect.poll(() => isAlive(Number(line)), { interval: 5 }).toBe(false)
    expect(() => process.kill(Number(line), 0)).not.toThrow()
  },
)

test('a process works in the folder it was started in, and in no other', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-processes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const child = spawn('sleep', ['60', ...(process.platform === 'linux' ? [] : [folder])], { cwd: folder })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  expect(isWorkingIn(child.pid ?? 0, folder)).toBe(true)
  expect(isWorkingIn(process.pid, folder)).toBe(false)
})

const files: [text: string, expected: ReturnType<typeof readPostmasterFile>][] = [
  ['4711\n/data\n1700000000\n5432\n/run\n\n  1 2\nready   \n', { pid: 4711, status: 'ready' }],
  ['4711\n/data\n1700000000\n5432\n/run\n\n  1 2\nstopping\n', { pid: 4711, status: 'stopping' }],
  ['4711\n/data\n', { pid: 4711, status: 'starting' }],
  ['', undefined],
  ['-4711\n', undefined],
]
test.each(files)('postmaster.pid %j', (text, expected) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-processes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(path.join(folder, 'postmaster.pid'), text)
  expect(readPostmasterFile(folder)).toEqual(expected)
})
