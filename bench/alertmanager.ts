// Debian's Alertmanager as the yardstick: in memory, same stream, same receiver.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const binary = '/usr/bin/prometheus-alertmanager'

/** Starts one on this port, or answers null when it is not installed (`apt-get install prometheus-alertmanager`). */
export async function startAlertmanager(port: number, of: { readonly webhook: string; readonly groupBy: string }) {
  if (!existsSync(binary)) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-bench-am-'))
  const config = path.join(folder, 'alertmanager.yml')
  await writeFile(
    config,
    [
      'route:',
      '  receiver: hook',
      `  group_by: [${of.groupBy}]`,
      '  group_wait: 0s',
      '  group_interval: 5m',
      '  repeat_interval: 4h',
      'receivers:',
      '  - name: hook',
      '    webhook_configs:',
      `      - url: ${of.webhook}`,
      '        send_resolved: false',
      '',
    ].join('\n'),
  )
  const child = spawn(
    binary,
    [
      `--config.file=${config}`,
      `--storage.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  )
  for (let i = 0; i < 100; i++) {
    if (
      await fetch(`http://127.0.0.1:${port}/-/ready`).then(
        (response) => response.ok,
        () => false,
      )
    )
      break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
