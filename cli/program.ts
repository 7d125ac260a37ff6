import { Command, CommanderError } from 'commander'
import { addAlerts } from './alerts.ts'
import { addAnswers } from './answers.ts'
import { addBalance } from './balance.ts'
import { addCalendar } from './calendar.ts'
import { addChannels } from './channels.ts'
import { addConfiguration } from './configuration.ts'
import { addContacts } from './contacts.ts'
import { addCover } from './cover.ts'
import { addHandover } from './handover.ts'
import { addHealth } from './health.ts'
import { addHeartbeats } from './heartbeats.ts'
import { addHere } from './here.ts'
import { addIncidents } from './incidents.ts'
import { addInhibitions } from './inhibitions.ts'
import { addLeave } from './leave.ts'
import { addKit } from './kit.ts'
import { addLog } from './log.ts'
import { addNow } from './now.ts'
import { addLogin } from './login.ts'
import { addMany } from './many.ts'
import { addNoise } from './noise.ts'
import { addOnCall } from './oncall.ts'
import { addPage } from './page.ts'
import { addReady } from './ready.ts'
import { addRecall } from './recall.ts'
import { addRehearse } from './rehearse.ts'
import { addRoutes } from './routes.ts'
import { addSearch } from './search.ts'
import { addServices } from './services.ts'
import { addShift } from './shift.ts'
import { addShifts } from './shifts.ts'
import { addSilences } from './silences.ts'
import { addSkills } from './skills.ts'
import type { Terminal } from './terminal.ts'
import { exits, tellTrouble, type Exit } from './trouble.ts'
import { addTestPolicy } from './test-policy.ts'
import { addTroubles } from './troubles.ts'
import { addVersion, release } from './version.ts'

/** Runs one command and gives the exit code of the process. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<Exit> {
  const program = makeProgram(terminal)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exits.done
  } catch (error) {
    // Commander has said already what is wrong with the command line, or has shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.done : exits.usage
    return tellTrouble(terminal, error, program.opts<{ json?: boolean }>().json ?? false)
  }
}

/** Every command. What a command needs beyond its own words is loaded when it runs, so that the terminal answers at once. */
export function makeProgram(terminal: Terminal): Command {
  const program = new Command('baton')
    .description('The on-call system a team runs itself: alerts in, the right person woken, the shift handed over.')
    .version(`baton ${release}`, '-V, --version', 'which Baton this is')
    .helpOption('-h, --help', 'how a command is used')
    .option('--server <url>', 'which Baton: an address such as https://baton.example.com')
    .option('--json', 'answer with JSON, for programs')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: terminal.write,
      writeErr: terminal.complain,
      getOutHelpWidth: () => terminal.columns ?? 100,
      getErrHelpWidth: () => terminal.columns ?? 100,
      getOutHasColors: () => terminal.isColourful,
      getErrHasColors: () => false,
    })
    .addHelpText('after', help)
  addHere(program, terminal)
  addLogin(program, terminal)
  addOnCall(program, terminal)
  addShifts(program, terminal)
  addHandover(program, terminal)
  addShift(program, terminal)
  addSkills(program, terminal)
  addContacts(program, terminal)
  addChannels(program, terminal)
  addHeartbeats(program, terminal)
  addLeave(program, terminal)
  addCover(program, terminal)
  addTroubles(program, terminal)
  addReady(program, terminal)
  addRehearse(program, terminal)
  addTestPolicy(program, terminal)
  addHealth(program, terminal)
  addServices(program, terminal)
  addBalance(program, terminal)
  addCalendar(program, terminal)
  addAlerts(program, terminal)
  addAnswers(program, terminal)
  addNoise(program, terminal)
  addSilences(program, terminal)
  addInhibitions(program, terminal)
  addMany(program, terminal)
  addIncidents(program, terminal)
  addPage(program, terminal)
  addRoutes(program, terminal)
  addLog(program, terminal)
  addNow(program, terminal)
  addKit(program, terminal)
  addRecall(program, terminal)
  addSearch(program, terminal)
  addConfiguration(program, terminal)
  addVersion(program, terminal)
  return program
}

const help = `
Which Baton: --server, else BATON_SERVER, else where "baton login" signed in, else http://localhost:4000.
As whom:     BATON_TOKEN, else BATON_ADMIN_TOKEN, else the token that "baton login" has kept.
Exit codes:  0 done, 1 refused or failed, 2 used wrongly (for apply: the file is refused).
All of it with examples: docs/cli.md`
