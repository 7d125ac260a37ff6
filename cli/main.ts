#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import os from 'node:os'
import path from 'node:path'

// What was compiled once is kept in the person's own cache, so that the next command answers at once.
enableCompileCache(path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'baton'))
const { processTerminal } = await import('./process-terminal.ts')
const { runCli } = await import('./program.ts')

const exit = await runCli(process.argv.slice(2), processTerminal())
// A server that was started here may have said already that it failed.
if (exit !== 0) process.exitCode = exit
